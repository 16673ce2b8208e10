// SPDX-License-Identifier: Apache-2.0
// bench_parse FILE: prints how many seconds nlohmann's parser takes to make a tree of the file.

#include <chrono>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto start = std::chrono::steady_clock::now();
  std::ifstream file(argv[1], std::ios::binary);
  const auto tree = nlohmann::json::parse(file, nullptr, false);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  if (tree.is_discarded()) return 1;
  std::cout << taken.count() << '\n';
  return 0;
}
