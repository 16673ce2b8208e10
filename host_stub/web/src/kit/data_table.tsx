// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import {
  Cell, Column, GridList, GridListItem, ListLayout, ResizableTableContainer, Row, type Selection, Table, TableBody, TableHeader,
  TableLayout, Virtualizer,
} from "react-aria-components";
import { text } from "../text/en";
import { Checkbox } from "./fields";
import { useMedia } from "./media";

export interface TableColumn<T> {
  id: string;
  name: string;
  width?: number | `${number}fr`;
  minWidth?: number;
  isRowHeader?: boolean;
  show: (row: T) => ReactNode;
}

interface Props<T extends object> {
  label: string;
  columns: TableColumn<T>[];
  rows: T[];
  keyOf: (row: T) => string;
  nameOf: (row: T) => string;
  card: (row: T) => ReactNode; // the same row where there is no room for columns
  onOpen: (row: T) => void;
  selection?: { keys: Selection; onChange: (keys: Selection) => void };
}

const tableLayout = { rowHeight: 49, headingHeight: 38 };
const cardLayout = { estimatedRowHeight: 112 };

// Only what is seen is in the page. Rows are moved through with the arrow keys and opened with Enter.
export function DataTable<T extends object>(props: Props<T>) {
  const narrow = useMedia("(max-width: 860px)");
  return narrow ? <Cards {...props} /> : <Wide {...props} />;
}

function selecting<T extends object>({ selection }: Props<T>) {
  return selection
    ? { selectionMode: "multiple" as const, selectedKeys: selection.keys, onSelectionChange: selection.onChange }
    : { selectionMode: "none" as const };
}

function open<T extends object>({ rows, keyOf, onOpen }: Props<T>, key: string) {
  const row = rows.find((one) => keyOf(one) === key);
  if (row) onOpen(row);
}

function Wide<T extends object>(props: Props<T>) {
  return (
    <ResizableTableContainer className="table-box">
      <Virtualizer layout={TableLayout} layoutOptions={tableLayout}>
        <Table className="table" aria-label={props.label} {...selecting(props)} onRowAction={(key) => open(props, String(key))}>
          <TableHeader>
            {props.selection && (
              <Column width={44} minWidth={44} className="column"><Checkbox slot="selection" /></Column>
            )}
            {props.columns.map((column) => (
              <Column
                key={column.id} id={column.id} className="column" isRowHeader={column.isRowHeader ?? false}
                width={column.width ?? "1fr"} minWidth={column.minWidth ?? 60}
              >
                {column.name}
              </Column>
            ))}
          </TableHeader>
          <TableBody items={props.rows}>
            {(row) => (
              <Row id={props.keyOf(row)} className="line" textValue={props.nameOf(row)}>
                {props.selection && <Cell className="cell"><Checkbox slot="selection" /></Cell>}
                {props.columns.map((column) => (
                  <Cell key={column.id} className="cell">{column.show(row)}</Cell>
                ))}
              </Row>
            )}
          </TableBody>
        </Table>
      </Virtualizer>
    </ResizableTableContainer>
  );
}

function Cards<T extends object>(props: Props<T>) {
  return (
    <Virtualizer layout={ListLayout} layoutOptions={cardLayout}>
      <GridList
        className="table-box cards" aria-label={props.label} items={props.rows} {...selecting(props)}
        onAction={(key) => open(props, String(key))}
      >
        {(row) => (
          <GridListItem id={props.keyOf(row)} textValue={props.nameOf(row)} className="item">
            {props.selection && <Checkbox slot="selection" aria-label={text.select} />}
            <div className="about">{props.card(row)}</div>
          </GridListItem>
        )}
      </GridList>
    </Virtualizer>
  );
}

export function TwoLines({ first, second }: { first: ReactNode; second?: ReactNode }) {
  return (
    <div className="clip">
      <div className="clip">{first}</div>
      {second && <div className="clip quiet small">{second}</div>}
    </div>
  );
}
