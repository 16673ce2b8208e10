// SPDX-License-Identifier: Apache-2.0
// Made from the host's OpenAPI document: tests/web/workbench_test.py types
export interface paths {
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["alerts.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["alerts.acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["companies.list"];
        put?: never;
        post: operations["companies.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/companies/{id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["companies.erase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/custom-fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["custom_fields.list"];
        put?: never;
        post: operations["custom_fields.declare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/custom-fields/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["custom_fields.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["erasures.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["findings.list"];
        put?: never;
        post: operations["findings.push"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["findings.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["findings.change"];
        trace?: never;
    };
    "/api/v1/findings/{id}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["findings.activity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["findings.comments"];
        put?: never;
        post: operations["findings.comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["findings.evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["findings.explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["findings.link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}/retest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["findings.retest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["findings.status"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["findings.why"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["imports.list"];
        put?: never;
        post: operations["imports.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["imports.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["inbox.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inbox/{id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["inbox.drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inbox/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["inbox.retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["integrations.list"];
        put?: never;
        post: operations["integrations.make"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/resync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["integrations.resync_all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["integrations.show"];
        put?: never;
        post?: never;
        delete: operations["integrations.delete"];
        options?: never;
        head?: never;
        patch: operations["integrations.change"];
        trace?: never;
    };
    "/api/v1/integrations/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["integrations.check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["integrations.disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["integrations.disconnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["integrations.enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["integrations.fields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/oauth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["integrations.oauth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/oauth/site": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["integrations.oauth_site"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/oauth/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["integrations.oauth_start"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/pickers/{picker}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["integrations.pick"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/policy-suggestion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["integrations.suggest_policy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/resync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["integrations.resync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["integrations.secrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["webhook.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/webhook/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/webhook/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/webhook/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}/webhook/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["webhook.test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["links.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["links.adopt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/links/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["links.end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["oauth.callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["oauth.start"];
        put?: never;
        post: operations["oauth.go_on"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["outbox.parked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox/parked/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["outbox.replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outbox/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["outbox.waiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/placeholders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["placeholders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["plans.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["plans.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/push": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["plans.push"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["plugins.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plugins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["plugins.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["policies.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["policies.show"];
        put: operations["policies.keep"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{name}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["policies.activate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{name}/backtest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["policies.backtest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{name}/existing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["policies.existing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{name}/lint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["policies.lint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{name}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["policies.test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["policies.versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preflight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["preflight"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["presets.list"];
        put?: never;
        post: operations["presets.keep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/presets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["presets.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pushes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["pushes.list"];
        put?: never;
        post: operations["pushes.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pushes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["pushes.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pushes/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["pushes.retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pushes/{id}/take-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["pushes.take_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["retests.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["reviews.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["reviews.decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["session.show"];
        put?: never;
        post: operations["session.start"];
        delete: operations["session.end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["sign_in.offers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/provider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["sign_in.depart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/provider/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["sign_in.arrive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sweeps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["sweeps.list"];
        put?: never;
        post: operations["sweeps.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sweeps/{integration}/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["sweeps.differences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["tickets.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["tickets.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["tickets.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tickets/{id}/resync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["tickets.resync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["tokens.list"];
        put?: never;
        post: operations["tokens.make"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["tokens.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["people.list"];
        put?: never;
        post: operations["people.add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["people.change"];
        trace?: never;
    };
    "/api/v1/users/{name}/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["people.reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["views.list"];
        put?: never;
        post: operations["views.keep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["views.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        activity_item: {
            actor?: string;
            at: string;
            /** @enum {unknown} */
            cause: "person" | "import" | "ticket" | "auto_close" | "re_test" | "policy" | "expiry";
            channel?: string;
            from?: string;
            id: number;
            /** @enum {unknown} */
            kind: "created" | "seen" | "changed" | "status" | "comment" | "ticket" | "not_seen";
            lag_ms?: number;
            member?: string;
            news?: components["schemas"]["ticket_news"];
            policy?: string;
            received_at?: string;
            rule?: string;
            to?: string;
            why?: string;
        };
        activity_item_page: {
            items: components["schemas"]["activity_item"][];
            next_cursor?: string;
        };
        adoption_order: {
            /** @enum {unknown} */
            by: "label" | "cve";
            dry_run?: boolean;
            filter?: {
                [key: string]: string;
            };
            integration?: string;
        };
        agreement_figures: {
            agree: components["schemas"]["share"];
            as_of?: string;
            causes: {
                [key: string]: number;
            };
            worst_staleness_s?: number;
        };
        alert: {
            acknowledged_by?: string;
            cause: string;
            closed_at?: string;
            count: number;
            first_at: string;
            id: number;
            integration: string;
            last_at: string;
            message: string;
            remedy?: string;
        };
        alert_page: {
            items: components["schemas"]["alert"][];
            next_cursor?: string;
        };
        applied: {
            change: string;
            kind: string;
            name: string;
            note?: string;
        };
        asset: {
            criticality?: string;
            internet_facing?: boolean;
            name: string;
            owner?: string;
            tags?: string[];
            type?: string;
        };
        auth_scheme: {
            deployments?: string[];
            fields: components["schemas"]["credential_field"][];
            header?: string;
            header_prefix?: string;
            help?: string;
            id: string;
            /** @enum {unknown} */
            kind: "basic" | "bearer" | "header" | "oauth2" | "session";
            label: string;
            oauth2?: components["schemas"]["oauth2"];
            session?: components["schemas"]["session"];
        };
        auto_created: {
            asked?: string;
            failure?: string;
            findings: number;
            integration: string;
            plans?: number[];
            pushes?: number[];
            rules?: {
                [key: string]: number;
            };
            skipped?: {
                [key: string]: number;
            };
            tickets: number;
        };
        backtest_change: {
            after: string;
            before: string;
            what: string;
        };
        backtest_report: {
            after: string;
            before: string;
            checked_live: boolean;
            events: components["schemas"]["backtest_side"];
            integration: string;
            note?: string;
            since?: string;
            tickets_after: number;
            tickets_before: number;
            to_findings: components["schemas"]["backtest_side"];
            to_tickets: components["schemas"]["backtest_side"];
        };
        backtest_row: {
            changes: components["schemas"]["backtest_change"][];
            finding: number;
            ticket_key?: string;
            title: string;
        };
        backtest_side: {
            changed: number;
            counts: {
                [key: string]: number;
            };
            judged: number;
            rows: components["schemas"]["backtest_row"][];
        };
        block: {
            blocks?: components["schemas"]["block"][];
            content?: components["schemas"]["inline"][];
            header?: components["schemas"]["cell"][];
            id?: string;
            items?: components["schemas"]["list_item"][];
            /** @enum {unknown} */
            kind: "paragraph" | "heading" | "list" | "code" | "quote" | "table" | "rule" | "section";
            language?: string;
            level?: number;
            ordered?: boolean;
            rows?: components["schemas"]["row"][];
            text?: string;
        };
        case_difference: {
            expected: string;
            found: string;
            what: string;
            why?: string;
        };
        case_outcome: {
            differences?: components["schemas"]["case_difference"][];
            name: string;
            passed: boolean;
            policy: string;
            where: string;
        };
        cell: {
            content: components["schemas"]["inline"][];
        };
        checked_permission: {
            granted: boolean;
            label: string;
            /** @enum {unknown} */
            level: "required" | "feature" | "unused";
            permission: string;
            purpose: string;
            reason?: string;
        };
        checked_project: {
            permissions: components["schemas"]["checked_permission"][];
            problems?: string[];
            project: components["schemas"]["named"];
        };
        comment_at_ticket: {
            problem?: string;
            /** @enum {unknown} */
            state: "waiting" | "written" | "refused";
            ticket_key: string;
        };
        comment_order: {
            /** @enum {unknown} */
            audience?: "internal" | "everyone";
            text: string;
        };
        company: {
            id: number;
            name: string;
        };
        company_erasure: {
            actor?: string;
            begun_at?: string;
            company: number;
            data_keys?: string[];
            ended_at?: string;
            left_to_do?: string[];
            name: string;
            rows: {
                [key: string]: number;
            };
            state: string;
            webhooks_removed?: string[];
            wrapping_keys?: string[];
        };
        company_erasure_page: {
            items: components["schemas"]["company_erasure"][];
            next_cursor?: string;
        };
        company_page: {
            items: components["schemas"]["company"][];
            next_cursor?: string;
        };
        connection: {
            account: components["schemas"]["person"];
            browse_url?: string;
            deployment: string;
            facts?: unknown;
            product_version?: string;
            time_zone?: string;
        };
        consent_link: {
            address: string;
            expires_at: string;
            id: number;
            redirect_uri: string;
            scopes?: components["schemas"]["scope"][];
        };
        consent_problem: {
            code: string;
            details?: string[];
            message: string;
            remedy?: string;
        };
        consent_state: {
            check_passed?: boolean;
            expires_at: string;
            id: number;
            integration: string;
            problem?: components["schemas"]["consent_problem"];
            site?: string;
            sites?: components["schemas"]["option"][];
            /** @enum {unknown} */
            stage: "begun" | "opened" | "answered" | "choosing" | "connected" | "failed";
            vendor: string;
            warnings?: string[];
        };
        correlation: {
            key_in: string;
            key_length: number;
            marker: string;
        };
        credential_field: {
            help?: string;
            key: string;
            label: string;
            secret: boolean;
            where_url?: string;
        };
        custom_field: {
            key: string;
            label?: string;
            options?: string[];
            /** @enum {unknown} */
            type: "text" | "number" | "date" | "boolean" | "option" | "options";
        };
        day_figures: {
            breaches: components["schemas"]["share"];
            day: string;
            delivery: components["schemas"]["share"];
            lag: {
                [key: string]: components["schemas"]["durations"];
            };
            time_to_ticket: components["schemas"]["durations"];
        };
        dead_letter: {
            attempts: number;
            id: number;
            integration: string;
            parked_at: string;
            reason: string;
            tickets: number;
        };
        dead_letter_page: {
            items: components["schemas"]["dead_letter"][];
            next_cursor?: string;
        };
        declared_custom_field: {
            from_file: boolean;
            key: string;
            label?: string;
            options?: string[];
            /** @enum {unknown} */
            type: "text" | "number" | "date" | "boolean" | "option" | "options";
        };
        declared_custom_field_page: {
            items: components["schemas"]["declared_custom_field"][];
            next_cursor?: string;
        };
        derived_field: {
            id: string;
            name: string;
            /** @enum {unknown} */
            role?: "none" | "summary" | "description" | "priority" | "assignee" | "reporter" | "labels" | "components" | "due_date" | "start_date" | "security" | "parent" | "resolution" | "status" | "urgency" | "impact" | "category" | "group" | "correlation";
            values: components["schemas"]["derived_value"][];
        };
        derived_value: {
            value: components["schemas"]["named"];
            when: {
                [key: string]: string;
            };
        };
        durations: {
            count: number;
            mean_ms: number;
            p50_ms: number;
            p95_ms: number;
        };
        erasure_order: {
            confirm?: string;
            dry_run?: boolean;
        };
        existing_tickets: {
            fields: {
                [key: string]: number;
            };
            note?: string;
            tickets: number;
            unknown: number;
            would_change: number;
            would_stay: number;
        };
        explained_change: {
            actor?: string;
            at: string;
            /** @enum {unknown} */
            cause: "person" | "import" | "ticket" | "auto_close" | "re_test" | "policy" | "expiry";
            changed_at?: string;
            channel?: string;
            from?: string;
            /** @enum {unknown} */
            kind: "created" | "seen" | "changed" | "status" | "comment" | "ticket" | "not_seen";
            policy?: string;
            received_at?: string;
            rule?: string;
            to?: string;
            why: string;
            writes: components["schemas"]["explained_write"][];
        };
        explained_rule: {
            fits: boolean;
            name: string;
            where: string;
            why_not?: string[];
        };
        explained_write: {
            at: string;
            ended_at?: string;
            integration: string;
            kind: string;
            outcome: string;
            policy?: string;
            problem?: string;
            ticket_key?: string;
            what?: string;
        };
        field_description: {
            has_default?: boolean;
            has_more_options?: boolean;
            help?: string;
            id: string;
            /** @enum {unknown} */
            kind: "string" | "text" | "number" | "boolean" | "date" | "datetime" | "option" | "options" | "cascade" | "person" | "people" | "group" | "groups" | "version" | "component" | "labels" | "priority" | "security" | "parent" | "epic" | "duration" | "url" | "raw";
            max_length?: number;
            name: string;
            options?: components["schemas"]["option"][];
            picker?: string;
            read_only?: boolean;
            required?: boolean;
            /** @enum {unknown} */
            role?: "none" | "summary" | "description" | "priority" | "assignee" | "reporter" | "labels" | "components" | "due_date" | "start_date" | "security" | "parent" | "resolution" | "status" | "urgency" | "impact" | "category" | "group" | "correlation";
            vendor_type?: string;
        };
        field_list: {
            derived?: components["schemas"]["derived_field"][];
            fields: components["schemas"]["field_description"][];
        };
        field_value: {
            /** @enum {unknown} */
            kind: "string" | "text" | "number" | "boolean" | "date" | "datetime" | "option" | "options" | "cascade" | "person" | "people" | "group" | "groups" | "version" | "component" | "labels" | "priority" | "security" | "parent" | "epic" | "duration" | "url" | "raw";
            value: unknown;
        };
        figures: {
            agreement: components["schemas"]["agreement_figures"];
            breaches: components["schemas"]["share"];
            days: components["schemas"]["day_figures"][];
            delivery: components["schemas"]["share"];
            false_done: {
                [key: string]: components["schemas"]["share"];
            };
            from: string;
            lag: {
                [key: string]: components["schemas"]["durations"];
            };
            predicted_priority: components["schemas"]["share"];
            time_to_ticket: components["schemas"]["durations"];
            time_to_ticket_by_severity: {
                [key: string]: components["schemas"]["durations"];
            };
            to: string;
        };
        finding: {
            application?: string;
            asset: string;
            asset_details: components["schemas"]["asset"];
            branch?: string;
            can_become: ("open" | "triaged" | "assigned" | "in_progress" | "on_hold" | "re_test" | "closed" | "accepted_risk" | "false_positive")[];
            /** @enum {unknown} */
            category: "sast" | "sca" | "iac" | "container" | "secret" | "dast" | "host";
            custom?: {
                [key: string]: unknown;
            };
            cve?: string[];
            cvss_score?: number;
            cvss_vector?: string;
            cwe?: string[];
            description?: string;
            due_at?: string;
            epss?: number;
            first_seen: string;
            id: number;
            kev?: boolean;
            last_seen: string;
            location: components["schemas"]["location"];
            not_seen_scans?: number;
            not_seen_since?: string;
            /** @enum {unknown} */
            original_severity: "critical" | "high" | "medium" | "low" | "info";
            owasp?: string[];
            recommendation?: string;
            reported_at: string;
            rule?: string;
            scanner: string;
            /** @enum {unknown} */
            severity: "critical" | "high" | "medium" | "low" | "info";
            solution?: string;
            solution_id?: string;
            /** @enum {unknown} */
            status: "open" | "triaged" | "assigned" | "in_progress" | "on_hold" | "re_test" | "closed" | "accepted_risk" | "false_positive";
            tickets: components["schemas"]["finding_ticket"][];
            times_reopened?: number;
            title: string;
            version: number;
        };
        finding_change: {
            custom?: {
                [key: string]: unknown;
            };
            due_at?: string;
            owner?: string;
            reason?: string;
            severity?: string;
            status?: string;
        };
        finding_comment: {
            actor: string;
            /** @enum {unknown} */
            audience: "internal" | "everyone";
            id: number;
            text: string;
            tickets: components["schemas"]["comment_at_ticket"][];
            written_at: string;
        };
        finding_comment_page: {
            items: components["schemas"]["finding_comment"][];
            next_cursor?: string;
        };
        finding_evidence: {
            activity: components["schemas"]["activity_item"][];
            chain: components["schemas"]["explained_change"][];
            comments: components["schemas"]["finding_comment"][];
            finding: components["schemas"]["finding"];
            made_at: string;
            made_by: string;
        };
        finding_explanation: {
            by_hand?: string;
            checked_live: boolean;
            chosen_by: string;
            due?: string;
            due_why: string;
            finding: number;
            gets_ticket: boolean;
            integration: string;
            note?: string;
            policy: string;
            policy_version: number;
            reason: string;
            rules: components["schemas"]["explained_rule"][];
            shares?: string;
            ticket?: components["schemas"]["planned_ticket"];
            tickets_now?: string[];
            title: string;
        };
        finding_history: {
            chain: components["schemas"]["explained_change"][];
            finding: number;
            /** @enum {unknown} */
            status: "open" | "triaged" | "assigned" | "in_progress" | "on_hold" | "re_test" | "closed" | "accepted_risk" | "false_positive";
            title: string;
        };
        finding_item: {
            application?: string;
            asset: string;
            branch?: string;
            /** @enum {unknown} */
            category: "sast" | "sca" | "iac" | "container" | "secret" | "dast" | "host";
            due_at?: string;
            first_seen: string;
            id: number;
            last_seen: string;
            reported_at: string;
            rule?: string;
            scanner: string;
            /** @enum {unknown} */
            severity: "critical" | "high" | "medium" | "low" | "info";
            /** @enum {unknown} */
            status: "open" | "triaged" | "assigned" | "in_progress" | "on_hold" | "re_test" | "closed" | "accepted_risk" | "false_positive";
            times_reopened?: number;
            title: string;
        };
        finding_item_page: {
            items: components["schemas"]["finding_item"][];
            next_cursor?: string;
        };
        finding_link_order: {
            integration?: string;
            key: string;
        };
        finding_ticket: {
            id: number;
            integration: components["schemas"]["ticket_integration"];
            key: string;
            last_synced_at?: string;
            /** @enum {unknown} */
            role: "primary" | "related";
            /** @enum {unknown} */
            state: "todo" | "doing" | "done" | "cancelled" | "gone";
            url: string;
        };
        generic_finding: {
            asset?: components["schemas"]["asset"];
            branch?: string;
            /** @enum {unknown} */
            category?: "sast" | "sca" | "iac" | "container" | "secret" | "dast" | "host";
            custom?: {
                [key: string]: unknown;
            };
            cve?: string[];
            cvss_score?: number;
            cvss_vector?: string;
            cwe?: string[];
            description?: string;
            epss?: number;
            first_seen?: string;
            id?: string;
            justification?: string;
            kev?: boolean;
            location?: components["schemas"]["location"];
            owasp?: string[];
            recommendation?: string;
            rule?: string;
            scanner?: string;
            severity?: string;
            solution?: string;
            solution_id?: string;
            /** @enum {unknown} */
            status?: "open" | "accepted_risk" | "false_positive";
            title: string;
        };
        generic_findings: {
            asset?: components["schemas"]["asset"];
            branch?: string;
            complete?: boolean;
            findings: components["schemas"]["generic_finding"][];
            scanner?: string;
        };
        import: {
            actor: string;
            application?: string;
            asset?: string;
            branch?: string;
            complete: boolean;
            finished_at?: string;
            format: string;
            id: number;
            report?: components["schemas"]["import_report"];
            source?: string;
            started_at: string;
            /** @enum {unknown} */
            state: "running" | "finished" | "failed";
        };
        import_page: {
            items: components["schemas"]["import"][];
            next_cursor?: string;
        };
        import_report: {
            auto_create?: components["schemas"]["auto_created"][];
            born_overdue?: number;
            bytes: number;
            closed?: number;
            failure?: string;
            format: string;
            left_out_values?: components["schemas"]["left_out_values"][];
            more_scopes?: number;
            new: number;
            not_seen?: number;
            refusals?: components["schemas"]["refusal"][];
            refused: number;
            reopened: number;
            scopes?: components["schemas"]["import_scope"][];
            seconds: number;
            severity_sources: {
                [key: string]: number;
            };
            skipped: {
                [key: string]: number;
            };
            suppressed: number;
            unchanged: number;
            unknown_members?: {
                [key: string]: number;
            };
            updated: number;
        };
        import_scope: {
            asset: string;
            branch?: string;
            complete: boolean;
            not_seen: number;
            scanner: string;
        };
        inbox_item: {
            attempts: number;
            id: number;
            integration: string;
            /** @enum {unknown} */
            kind: "delivery" | "ticket";
            parked_at: string;
            problem: string;
            received_at: string;
            remote_id?: string;
        };
        inbox_item_page: {
            items: components["schemas"]["inbox_item"][];
            next_cursor?: string;
        };
        inline: {
            code?: boolean;
            emphasis?: boolean;
            href?: string;
            /** @enum {unknown} */
            kind: "text" | "link" | "line_break";
            strike?: boolean;
            strong?: boolean;
            text?: string;
        };
        integration: {
            auth?: string;
            base_url?: string;
            checked_at?: string;
            /** @enum {unknown} */
            health: "unchecked" | "good" | "degraded" | "needs_reconnect";
            id: number;
            name: string;
            plugin: string;
            policy?: string;
            problem?: string;
            projects?: components["schemas"]["named"][];
            settings?: {
                [key: string]: unknown;
            };
            /** @enum {unknown} */
            state: "draft" | "disabled" | "enabled" | "disconnected";
            tenancy_wide: boolean;
        };
        integration_change: {
            counts: components["schemas"]["integration_counts"];
            done: boolean;
            effects: string[];
            integration: string;
            left_to_do?: string[];
            queued?: components["schemas"]["queued_work"][];
        };
        integration_check: {
            connection: components["schemas"]["connection"];
            integration: string;
            missing?: string[];
            passed: boolean;
            projects: components["schemas"]["checked_project"][];
            warnings?: string[];
        };
        integration_counts: {
            archived_tickets: number;
            links: number;
            open_consents: number;
            open_plans: number;
            queued_tickets: number;
            tickets: number;
        };
        integration_page: {
            items: components["schemas"]["integration"][];
            next_cursor?: string;
        };
        integration_settings: {
            auth?: string;
            enabled?: boolean;
            policy?: string;
            projects?: string[];
            secrets?: {
                [key: string]: string;
            };
            settings?: {
                [key: string]: unknown;
            };
        };
        left_out_finding: {
            fields?: {
                [key: string]: string;
            };
            finding: number;
            group_key?: string;
            reason: string;
            remedy?: string;
            ticket?: number;
            ticket_key?: string;
            ticket_url?: string;
            title?: string;
            /** @enum {unknown} */
            why: "unknown" | "already_linked" | "joins" | "in_flight" | "terminal" | "no_rule" | "blocked";
        };
        left_out_values: {
            count: number;
            key: string;
            reason: string;
        };
        limit: {
            most: number;
            /** @enum {unknown} */
            unit: "bytes" | "utf16" | "code_points" | "items";
            what: string;
        };
        link_order: {
            dry_run?: boolean;
            integration?: string;
            links: components["schemas"]["ticket_of_finding"][];
        };
        link_record: {
            finding: number;
            key: string;
            /** @enum {unknown} */
            outcome: "linked" | "matched" | "already_linked" | "in_flight" | "ambiguous" | "missing" | "unknown";
            reason?: string;
            ticket_status?: string;
            ticket_url?: string;
        };
        link_report: {
            counts: {
                [key: string]: number;
            };
            integration: string;
            records: components["schemas"]["link_record"][];
        };
        lint_entry: {
            integration?: string;
            /** @enum {unknown} */
            level: "error" | "warning";
            what: string;
            where: string;
        };
        lint_report: {
            checked_against?: string[];
            documents: number;
            entries: components["schemas"]["lint_entry"][];
        };
        list_item: {
            blocks: components["schemas"]["block"][];
        };
        location: {
            end_line?: number;
            file?: string;
            host?: string;
            line?: number;
            manifest?: string;
            package?: string;
            package_version?: string;
            port?: number;
            snippet?: string;
            url?: string;
        };
        made_token: {
            token: string;
        };
        manifest: {
            auth: components["schemas"]["auth_scheme"][];
            capabilities?: string[];
            correlation: components["schemas"]["correlation"];
            creation_modes: ("standalone" | "subtask" | "link")[];
            deployments: string[];
            id: string;
            limits: components["schemas"]["limit"][];
            mapping_types?: components["schemas"]["mapping_type"][];
            name: string;
            origins: components["schemas"]["origin"][];
            permissions: components["schemas"]["permission"][];
            pickers?: components["schemas"]["picker"][];
            settings?: components["schemas"]["setting"][];
            timing: components["schemas"]["timing"];
            vendor_url?: string;
            version: string;
            webhook_proofs?: components["schemas"]["webhook_proof"][];
            wire: components["schemas"]["wire"];
        };
        mapping_type: {
            directions: string[];
            finding: string;
            id: string;
            label: string;
            /** @enum {unknown} */
            ticket_kind: "string" | "text" | "number" | "boolean" | "date" | "datetime" | "option" | "options" | "cascade" | "person" | "people" | "group" | "groups" | "version" | "component" | "labels" | "priority" | "security" | "parent" | "epic" | "duration" | "url" | "raw";
            /** @enum {unknown} */
            ticket_role?: "none" | "summary" | "description" | "priority" | "assignee" | "reporter" | "labels" | "components" | "due_date" | "start_date" | "security" | "parent" | "resolution" | "status" | "urgency" | "impact" | "category" | "group" | "correlation";
            values_picker?: string;
        };
        member: {
            finding: number;
            title: string;
        };
        named: {
            id?: string;
            name?: string;
        };
        new_company: {
            name: string;
        };
        new_integration: {
            auth?: string;
            enabled?: boolean;
            name: string;
            plugin: string;
            policy?: string;
            projects?: string[];
            secrets?: {
                [key: string]: string;
            };
            settings?: {
                [key: string]: unknown;
            };
        };
        new_person: {
            all_companies?: boolean;
            name: string;
            role: string;
        };
        new_token: {
            name: string;
            role: string;
        };
        oauth2: {
            authorize_parameters?: {
                [key: string]: string;
            };
            authorize_url?: string;
            grants: string[];
            json_token_request?: boolean;
            pkce: boolean;
            revoke_url?: string;
            rotates?: boolean;
            scope_separator?: string;
            scopes?: components["schemas"]["scope"][];
            token_url: string;
        };
        one_time_password: {
            name: string;
            password: string;
            valid_until: string;
        };
        option: {
            aliases?: string[];
            id: string;
            is_default?: boolean;
            key?: string;
            name: string;
            needs_parent?: boolean;
            note?: string;
        };
        options_page: {
            missing?: string[];
            next_cursor?: string;
            options: components["schemas"]["option"][];
        };
        origin: {
            auth?: string[];
            from_setting?: string;
            name: string;
            path_prefix?: string;
            url?: string;
        };
        pending_write: {
            attempts: number;
            backfill?: boolean;
            due_at: string;
            integration: string;
            parked?: boolean;
            reason?: string;
            ticket: number;
            ticket_key: string;
        };
        pending_write_page: {
            items: components["schemas"]["pending_write"][];
            next_cursor?: string;
        };
        permission: {
            id: string;
            label: string;
            /** @enum {unknown} */
            level: "required" | "feature" | "unused";
            purpose: string;
        };
        person: {
            email?: string;
            id?: string;
            name?: string;
        };
        person_change: {
            disabled: boolean;
        };
        picker: {
            depends_on?: string[];
            id: string;
            label: string;
            paged?: boolean;
            required_for?: ("standalone" | "subtask" | "link")[];
            /** @enum {unknown} */
            role?: "none" | "project" | "type" | "priority" | "status" | "resolution" | "ticket" | "labelled_ticket" | "link_type";
            searchable?: boolean;
        };
        placeholder: {
            block: boolean;
            example: string;
            meaning: string;
            name: string;
        };
        placeholder_page: {
            items: components["schemas"]["placeholder"][];
            next_cursor?: string;
        };
        plan: {
            created_at: string;
            digest: string;
            expires_at: string;
            id: number;
            integration: string;
            left_out: components["schemas"]["left_out_finding"][];
            plugin: string;
            policy: string;
            policy_number: number;
            tickets: components["schemas"]["planned_ticket"][];
            warnings?: string[];
            writes: components["schemas"]["planned_write"][];
        };
        planned_ticket: {
            draft: components["schemas"]["ticket_draft"];
            dropped?: string[];
            group_key: string;
            label: string;
            members: components["schemas"]["member"][];
            place: number;
            predicted?: components["schemas"]["prediction"][];
            project: string;
            rule: string;
            /** @enum {unknown} */
            severity?: "critical" | "high" | "medium" | "low" | "info";
            type: string;
            values: components["schemas"]["planned_value"][];
            warnings?: string[];
            write: number;
        };
        planned_value: {
            field: string;
            from?: string;
            source: string;
            value: string;
            where?: string;
        };
        planned_write: {
            first_place: number;
            number: number;
            request: components["schemas"]["vendor_request"];
            size: number;
        };
        plugin_file: {
            file: string;
            id?: string;
            in_use: boolean;
            name?: string;
            refused?: string;
            remedy?: string;
            sha256?: string;
            version?: string;
        };
        plugin_file_page: {
            items: components["schemas"]["plugin_file"][];
            next_cursor?: string;
        };
        policy_activate_order: {
            /** @enum {unknown} */
            existing?: "leave" | "update";
            reason: string;
            version: number;
        };
        policy_backfill: {
            ended_at?: string;
            looked_at: number;
            started_at: string;
            superseded?: boolean;
            tickets: number;
        };
        policy_backtest_order: {
            document?: string;
            integration?: string;
            offline?: boolean;
            rows?: number;
            since?: string;
            version?: number;
        };
        policy_lint_order: {
            document?: string;
            integration?: string;
            live?: boolean;
        };
        policy_suggestion: {
            cases: string;
            integration: string;
            lint?: components["schemas"]["lint_entry"][];
            name: string;
            open?: string[];
            policy: string;
            project: string;
            type: string;
        };
        policy_test_order: {
            cases: string;
            document?: string;
        };
        policy_test_report: {
            cases: components["schemas"]["case_outcome"][];
            failed: number;
            passed: number;
            untested?: string[];
        };
        policy_text: {
            document: string;
            take_over?: boolean;
        };
        policy_version: {
            activated_at?: string;
            activated_by?: string;
            active: boolean;
            author?: string;
            backfill?: components["schemas"]["policy_backfill"];
            created_at: string;
            document?: string;
            /** @enum {unknown} */
            existing?: "leave" | "update";
            name: string;
            of_house: boolean;
            /** @enum {unknown} */
            origin: "file" | "page";
            origin_path?: string;
            reason?: string;
            version: number;
        };
        policy_version_page: {
            items: components["schemas"]["policy_version"][];
            next_cursor?: string;
        };
        prediction: {
            field: string;
            from: string;
            name: string;
            /** @enum {unknown} */
            role?: "none" | "summary" | "description" | "priority" | "assignee" | "reporter" | "labels" | "components" | "due_date" | "start_date" | "security" | "parent" | "resolution" | "status" | "urgency" | "impact" | "category" | "group" | "correlation";
            value: components["schemas"]["named"];
        };
        preflight: {
            done_before: components["schemas"]["preflight_link"][];
            in_flight: number[];
            linked: components["schemas"]["preflight_link"][];
            unknown: number[];
            unlinked: number[];
        };
        preflight_link: {
            finding: number;
            ticket: components["schemas"]["finding_ticket"];
        };
        preflight_request: {
            finding_ids: number[];
        };
        preset: {
            author?: string;
            fields?: {
                [key: string]: unknown;
            };
            integration?: string;
            label?: string;
            labels?: string[];
            name: string;
            of_house: boolean;
            origin_path?: string;
            plugin?: string;
            project?: string;
        };
        preset_order: {
            fields?: {
                [key: string]: unknown;
            };
            integration?: string;
            label?: string;
            labels?: string[];
            name: string;
            plugin?: string;
            project?: string;
        };
        preset_page: {
            items: components["schemas"]["preset"][];
            next_cursor?: string;
        };
        problem: {
            code: string;
            detail: string;
            errors?: components["schemas"]["problem_place"][];
            remedy?: string;
            status: number;
            title: string;
            type: string;
        };
        problem_place: {
            pointer: string;
            reason: string;
        };
        push: {
            actor: string;
            counts: {
                [key: string]: number;
            };
            created_at: string;
            finished: boolean;
            id: number;
            plan: number;
            records?: components["schemas"]["push_record"][];
            retry_of?: number;
        };
        push_order: {
            fields?: {
                [key: string]: unknown;
            };
            filter?: {
                [key: string]: string;
            };
            finding_ids?: number[];
            integration?: string;
            link?: components["schemas"]["relation"];
            /** @enum {unknown} */
            mode?: "standalone" | "subtask" | "link";
            parent?: components["schemas"]["ticket_ref"];
            preset?: string;
        };
        push_page: {
            items: components["schemas"]["push"][];
            next_cursor?: string;
        };
        push_record: {
            decided_by?: string;
            fields?: {
                [key: string]: string;
            };
            finding: number;
            group_key?: string;
            /** @enum {unknown} */
            outcome: "queued" | "created" | "adopted" | "already_linked" | "skipped" | "uncertain" | "failed";
            reason?: string;
            remedy?: string;
            ticket_key?: string;
            ticket_url?: string;
            title: string;
            warning?: string;
        };
        pushed_finding: {
            id: number;
            /** @enum {unknown} */
            outcome: "created" | "updated" | "unchanged" | "reopened";
            record: number;
        };
        pushed_findings: {
            findings: components["schemas"]["pushed_finding"][];
            import: number;
            report: components["schemas"]["import_report"];
        };
        queued_work: {
            company: string;
            push: number;
            since: string;
            tickets: number;
            uncertain?: number;
        };
        re_test_decision: {
            evidence?: string;
            /** @enum {unknown} */
            outcome: "pass" | "fail";
        };
        re_test_item: {
            application?: string;
            asset: string;
            branch?: string;
            finding: number;
            not_seen_scans?: number;
            not_seen_since?: string;
            scanner: string;
            scans_needed?: number;
            /** @enum {unknown} */
            severity: "critical" | "high" | "medium" | "low" | "info";
            since?: string;
            ticket_key?: string;
            ticket_url?: string;
            title: string;
            why?: string;
        };
        re_test_item_page: {
            items: components["schemas"]["re_test_item"][];
            next_cursor?: string;
        };
        refusal: {
            offset: number;
            pointer: string;
            reason: string;
            run?: number;
        };
        refused_deliveries: {
            count: number;
            last: string;
        };
        relation: {
            inward?: boolean;
            target: components["schemas"]["ticket_ref"];
            type: string;
        };
        replay_order: {
            reason: string;
        };
        request_header: {
            name: string;
            value: string;
        };
        resync_order: {
            ids?: string[];
        };
        resync_report: {
            actor: string;
            finished_at?: string;
            integrations: components["schemas"]["resynced_integration"][];
            joined?: boolean;
            started_at: string;
        };
        resynced_integration: {
            failed?: string;
            integration: string;
            needs_person: number;
            not_shown: number;
            same: number;
            updated: number;
        };
        resynced_ticket: {
            after: components["schemas"]["ticket_glance"];
            before: components["schemas"]["ticket_glance"];
            changed: boolean;
            changed_at?: string;
            reviews?: string[];
            sentence: string;
            ticket: number;
        };
        review_decision: {
            decision: string;
            reason?: string;
        };
        review_item: {
            choices: string[];
            created_at: string;
            decided_at?: string;
            decided_by?: string;
            decision?: string;
            finding: number;
            id: number;
            /** @enum {unknown} */
            kind: "ticket_ended" | "illegal_transition" | "conflict" | "blocked_transition" | "reopen" | "orphan" | "duplicate";
            member?: string;
            ours?: string;
            reason: string;
            /** @enum {unknown} */
            status: "open" | "triaged" | "assigned" | "in_progress" | "on_hold" | "re_test" | "closed" | "accepted_risk" | "false_positive";
            theirs?: string;
            ticket_key: string;
            title: string;
        };
        review_item_page: {
            items: components["schemas"]["review_item"][];
            next_cursor?: string;
        };
        rich_text: {
            blocks: components["schemas"]["block"][];
        };
        row: {
            cells: components["schemas"]["cell"][];
        };
        saved_view: {
            filters: {
                [key: string]: string;
            };
            id: number;
            name: string;
            own: boolean;
            owner: string;
            shared: boolean;
            updated_at: string;
        };
        saved_view_page: {
            items: components["schemas"]["saved_view"][];
            next_cursor?: string;
        };
        scope: {
            name: string;
            purpose: string;
            required: boolean;
        };
        session: {
            body: string;
            header: string;
            header_prefix?: string;
            life_s?: number;
            method: string;
            origin: string;
            target: string;
            token_pointer: string;
        };
        setting: {
            choices?: components["schemas"]["option"][];
            default_value?: unknown;
            example?: string;
            help?: string;
            key: string;
            /** @enum {unknown} */
            kind: "string" | "url" | "boolean" | "integer" | "choice" | "picker";
            label: string;
            picker?: string;
            required?: boolean;
        };
        share: {
            part: number;
            rate?: number;
            whole: number;
        };
        sign_in: {
            name: string;
            new_password?: string;
            password: string;
        };
        sign_in_offer: {
            address: string;
            label: string;
        };
        sign_in_offers: {
            providers: components["schemas"]["sign_in_offer"][];
        };
        signed_in: {
            csrf: string;
            user: components["schemas"]["signed_in_person"];
        };
        signed_in_person: {
            companies: string[];
            name: string;
            /** @enum {unknown} */
            role: "viewer" | "analyst" | "admin";
        };
        signing_person: {
            by_provider: boolean;
            companies: string[];
            id: number;
            last_sign_in_at: string;
            name: string;
            /** @enum {unknown} */
            role: "viewer" | "analyst" | "admin";
            state: string;
        };
        signing_person_page: {
            items: components["schemas"]["signing_person"][];
            next_cursor?: string;
        };
        site_choice: {
            site: string;
        };
        status_order: {
            reason?: string;
            status: string;
        };
        stored_integration: {
            applied: components["schemas"]["applied"][];
            integration: components["schemas"]["integration"];
        };
        stored_secret: {
            field: string;
            updated_at: string;
        };
        stored_secret_page: {
            items: components["schemas"]["stored_secret"][];
            next_cursor?: string;
        };
        subscription: {
            expires_at?: string;
            id: string;
            note?: string;
            /** @enum {unknown} */
            proof?: "hmac-sha256" | "jwt-hs256" | "static-header" | "query-token" | "basic";
        };
        sweep_order: {
            integration?: string;
            repair?: boolean;
        };
        sweep_report: {
            agree: number;
            as_of?: string;
            causes: {
                [key: string]: number;
            };
            differ: number;
            differences: components["schemas"]["swept_difference"][];
            failure?: string;
            integration: string;
            linked: number;
            oldest_confirmed_at?: string;
            repaired?: {
                [key: string]: number;
            };
            unreachable: number;
            waiting: number;
        };
        sweeps: {
            items: components["schemas"]["sweep_report"][];
        };
        swept_difference: {
            /** @enum {unknown} */
            cause: "status" | "field" | "owed" | "conflict" | "unread" | "moved" | "missing" | "back" | "orphan" | "duplicate" | "access_lost";
            field?: string;
            id: number;
            ours?: string;
            theirs?: string;
            ticket_key: string;
            ticket_url: string;
            waits?: boolean;
        };
        swept_difference_page: {
            items: components["schemas"]["swept_difference"][];
            next_cursor?: string;
        };
        take_back_order: {
            dry_run?: boolean;
        };
        take_back_report: {
            counts: {
                [key: string]: number;
            };
            notes?: string[];
            push: number;
            tickets: components["schemas"]["taken_ticket"][];
        };
        taken_ticket: {
            finding_ids: number[];
            key: string;
            /** @enum {unknown} */
            outcome: "can_be" | "queued" | "taken_back" | "kept";
            reason?: string;
            url?: string;
        };
        ticket_draft: {
            correlation_key: string;
            description: components["schemas"]["rich_text"];
            fields?: {
                [key: string]: components["schemas"]["field_value"];
            };
            /** @enum {unknown} */
            mode: "standalone" | "subtask" | "link";
            parent?: components["schemas"]["ticket_ref"];
            project: components["schemas"]["named"];
            relation?: components["schemas"]["relation"];
            summary: string;
            type: components["schemas"]["named"];
        };
        ticket_glance: {
            assignee?: string;
            key: string;
            priority?: string;
            resolution?: string;
            /** @enum {unknown} */
            state: "todo" | "doing" | "done" | "cancelled" | "gone";
            status: string;
        };
        ticket_integration: {
            base_url?: string;
            id: number;
            name: string;
            type: string;
        };
        ticket_item: {
            asset?: string;
            assignee?: string;
            company?: string;
            confirmed_at?: string;
            confirmed_by?: string;
            due_at?: string;
            finding: number;
            folded?: components["schemas"]["ticket_members"];
            integration: string;
            linked_at: string;
            needs_person?: boolean;
            priority?: string;
            severity: string;
            status: string;
            ticket: number;
            ticket_key: string;
            ticket_state: string;
            ticket_status?: string;
            ticket_url: string;
            title: string;
        };
        ticket_members: {
            finding_ids: number[];
            findings: number;
            open: number;
        };
        ticket_news: {
            /** @enum {unknown} */
            before?: "todo" | "doing" | "done" | "cancelled" | "gone";
            key: string;
            project: components["schemas"]["named"];
            resolution?: string;
            /** @enum {unknown} */
            state: "todo" | "doing" | "done" | "cancelled" | "gone";
            status: components["schemas"]["named"];
            type: components["schemas"]["named"];
        };
        ticket_of_finding: {
            finding: number;
            key: string;
        };
        ticket_page: {
            items: components["schemas"]["ticket_item"][];
            next_cursor?: string;
            not_yours?: number;
        };
        ticket_ref: {
            id?: string;
            key?: string;
            url?: string;
        };
        ticket_writes: {
            pending?: components["schemas"]["pending_write"];
            ticket: number;
            ticket_key: string;
            ticket_state: string;
            ticket_status?: string;
            ticket_url: string;
            writes: components["schemas"]["write_item"][];
        };
        timing: {
            search_overlap_s: number;
            settle_s: number;
            webhook_life_s?: number;
        };
        token: {
            id: number;
            last_used_at: string;
            name: string;
            /** @enum {unknown} */
            role: "viewer" | "analyst" | "admin";
            state: string;
        };
        token_page: {
            items: components["schemas"]["token"][];
            next_cursor?: string;
        };
        unlink_order: {
            finding_ids: number[];
            integration?: string;
            key: string;
        };
        unlinked: {
            finding_ids: number[];
        };
        vendor_request: {
            base_url: string;
            body: string;
            headers: components["schemas"]["request_header"][];
            method: string;
            origin: string;
            target: string;
        };
        view_order: {
            filters: {
                [key: string]: string;
            };
            name: string;
            shared?: boolean;
        };
        webhook_proof: {
            delivery_id?: string;
            encoding?: string;
            header?: string;
            note?: string;
            parameter?: string;
            prefix?: string;
            /** @enum {unknown} */
            scheme: "hmac-sha256" | "jwt-hs256" | "static-header" | "query-token" | "basic";
            secret: string;
            signed_bytes?: string;
            timestamp_header?: string;
            window_s?: number;
        };
        webhook_status: {
            address: string;
            first_accepted_at?: string;
            integration: string;
            last_accepted_at?: string;
            missed: number;
            next_poll_at?: string;
            notes?: string[];
            polled_at?: string;
            problem?: string;
            proof?: string;
            refused: {
                [key: string]: components["schemas"]["refused_deliveries"];
            };
            registered_at?: string;
            renew_at?: string;
            /** @enum {unknown} */
            state: "off" | "waiting" | "working" | "degraded";
            strangers: number;
            subscriptions: components["schemas"]["subscription"][];
        };
        webhook_test: {
            address: string;
            duration_ms: number;
            integration: string;
            proof: string;
        };
        wire: {
            batch: number;
            concurrency: number;
        };
        write_item: {
            ended_at?: string;
            id: number;
            /** @enum {unknown} */
            kind: "create" | "step" | "update" | "transition" | "comment";
            problem?: string;
            sent_at: string;
            /** @enum {unknown} */
            state: "sending" | "done" | "refused" | "uncertain" | "not_sent";
            what: string;
        };
    };
    responses: {
        problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "alerts.list": {
        parameters: {
            query?: {
                company?: string;
                all?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["alert_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "alerts.acknowledge": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "companies.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["company_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "companies.add": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["new_company"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["company"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "companies.erase": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["erasure_order"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["company_erasure"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "custom_fields.list": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["declared_custom_field_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "custom_fields.declare": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["custom_field"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["declared_custom_field"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "custom_fields.remove": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "erasures.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["company_erasure_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "findings.list": {
        parameters: {
            query?: {
                company?: string;
                severity?: string;
                severity_at_least?: string;
                status?: string;
                import?: string;
                asset?: string;
                application?: string;
                branch?: string;
                scanner?: string;
                rule?: string;
                q?: string;
                ids?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["finding_item_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "findings.push": {
        parameters: {
            query?: {
                company?: string;
                application?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["generic_findings"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["pushed_findings"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "findings.show": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["finding"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "findings.change": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["finding_change"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["finding"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "findings.activity": {
        parameters: {
            query?: {
                company?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["activity_item_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "findings.comments": {
        parameters: {
            query?: {
                company?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["finding_comment_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "findings.comment": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["comment_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["finding_comment"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "findings.evidence": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["finding_evidence"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "findings.explain": {
        parameters: {
            query?: {
                company?: string;
                integration?: string;
                offline?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["finding_explanation"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "findings.link": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["finding_link_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["link_record"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "findings.retest": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["re_test_decision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "findings.status": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["status_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["finding"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "findings.why": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["finding_history"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "imports.list": {
        parameters: {
            query?: {
                company?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["import_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "imports.create": {
        parameters: {
            query?: {
                company?: string;
                asset?: string;
                application?: string;
                branch?: string;
                format?: string;
                partial?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["import"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "imports.show": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["import"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "inbox.list": {
        parameters: {
            query?: {
                company?: string;
                state?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["inbox_item_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "inbox.drop": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "inbox.retry": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.list": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["integration_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.make": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["new_integration"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["stored_integration"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.resync_all": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["resync_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["resync_report"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.show": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["integration"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.delete": {
        parameters: {
            query?: {
                company?: string;
                dry_run?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["integration_change"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.change": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["integration_settings"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["stored_integration"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.check": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["integration_check"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.disable": {
        parameters: {
            query?: {
                company?: string;
                dry_run?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["integration_change"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.disconnect": {
        parameters: {
            query?: {
                company?: string;
                dry_run?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["integration_change"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.enable": {
        parameters: {
            query?: {
                company?: string;
                dry_run?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["integration_change"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.fields": {
        parameters: {
            query?: {
                company?: string;
                project?: string;
                type?: string;
                for?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["field_list"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.oauth": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["consent_state"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.oauth_site": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["site_choice"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["consent_state"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.oauth_start": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["consent_link"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.pick": {
        parameters: {
            query?: {
                company?: string;
                q?: string;
                cursor?: string;
                limit?: string;
                context?: {
                    [key: string]: string;
                };
            };
            header?: never;
            path: {
                id: string;
                picker: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["options_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.suggest_policy": {
        parameters: {
            query?: {
                company?: string;
                project?: string;
                type?: string;
                name?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["policy_suggestion"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.resync": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["resync_report"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "integrations.secrets": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["stored_secret_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "webhook.show": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["webhook_status"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "webhook.register": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["webhook_status"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "webhook.remove": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["webhook_status"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "webhook.rotate": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["webhook_status"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "webhook.test": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["webhook_test"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "links.create": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["link_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["link_report"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "links.adopt": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["adoption_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["link_report"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "links.end": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["unlink_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["unlinked"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "oauth.callback": {
        parameters: {
            query?: {
                state?: string;
                code?: string;
                error?: string;
                context?: {
                    [key: string]: string;
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    "oauth.start": {
        parameters: {
            query?: {
                link?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    "oauth.go_on": {
        parameters: {
            query?: {
                link?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "outbox.parked": {
        parameters: {
            query?: {
                company?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["dead_letter_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "outbox.replay": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["replay_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "outbox.waiting": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["pending_write_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    placeholders: {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["placeholder_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "plans.create": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["push_order"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["plan"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "plans.show": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["plan"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "plans.push": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["push"];
                    "application/x-ndjson": components["schemas"]["push_record"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "plugins.list": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["plugin_file_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "plugins.show": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["manifest"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "policies.list": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["policy_version_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "policies.show": {
        parameters: {
            query?: {
                company?: string;
                version?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["policy_version"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "policies.keep": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["policy_text"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["policy_version"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "policies.activate": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["policy_activate_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["policy_version"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "policies.backtest": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["policy_backtest_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["backtest_report"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "policies.existing": {
        parameters: {
            query?: {
                company?: string;
                version?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["existing_tickets"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "policies.lint": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["policy_lint_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["lint_report"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "policies.test": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["policy_test_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["policy_test_report"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "policies.versions": {
        parameters: {
            query?: {
                company?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["policy_version_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    preflight: {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["preflight_request"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["preflight"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "presets.list": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["preset_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "presets.keep": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["preset_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["preset"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "presets.remove": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "pushes.list": {
        parameters: {
            query?: {
                company?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["push_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "pushes.create": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["push_order"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["push"];
                    "application/x-ndjson": components["schemas"]["push_record"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "pushes.show": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["push"];
                    "application/x-ndjson": components["schemas"]["push_record"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "pushes.retry": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["push"];
                    "application/x-ndjson": components["schemas"]["push_record"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "pushes.take_back": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["take_back_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["take_back_report"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "retests.list": {
        parameters: {
            query?: {
                company?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["re_test_item_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "reviews.list": {
        parameters: {
            query?: {
                company?: string;
                all?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["review_item_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "reviews.decide": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["review_decision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "session.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["signed_in"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "session.start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["sign_in"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["signed_in"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "session.end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "sign_in.offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["sign_in_offers"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "sign_in.depart": {
        parameters: {
            query?: {
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    "sign_in.arrive": {
        parameters: {
            query?: {
                state?: string;
                code?: string;
                error?: string;
                context?: {
                    [key: string]: string;
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    stats: {
        parameters: {
            query?: {
                company?: string;
                days?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["figures"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "sweeps.list": {
        parameters: {
            query?: {
                company?: string;
                integration?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["sweeps"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "sweeps.create": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["sweep_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["sweeps"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "sweeps.differences": {
        parameters: {
            query?: {
                company?: string;
                cause?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path: {
                integration: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["swept_difference_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "tickets.list": {
        parameters: {
            query?: {
                company?: string;
                integration?: string;
                severity?: string;
                status?: string;
                q?: string;
                import?: string;
                sla?: string;
                ticket_state?: string;
                assignee?: string;
                needs?: string;
                group?: string;
                companies?: string;
                limit?: string;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ticket_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "tickets.export": {
        parameters: {
            query?: {
                company?: string;
                integration?: string;
                severity?: string;
                status?: string;
                q?: string;
                import?: string;
                sla?: string;
                ticket_state?: string;
                assignee?: string;
                needs?: string;
                group?: string;
                companies?: string;
                format?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "tickets.show": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ticket_writes"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "tickets.resync": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["resynced_ticket"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "tokens.list": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["token_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "tokens.make": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["new_token"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["made_token"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "tokens.revoke": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "people.list": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["signing_person_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "people.add": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["new_person"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["one_time_password"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "people.change": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["person_change"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "people.reset_password": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["one_time_password"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "views.list": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["saved_view_page"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "views.keep": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["view_order"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["saved_view"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    "views.remove": {
        parameters: {
            query?: {
                company?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            default: components["responses"]["problem"];
        };
    };
}
