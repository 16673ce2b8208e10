// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/tar_archive.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <system_error>

#include <archive.h>
#include <archive_entry.h>

namespace itsm::host::services {
namespace {

struct FreeArchive {
  void operator()(archive* writer) const { archive_write_free(writer); }
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};
using ArchiveWriter = std::unique_ptr<archive, FreeArchive>;
using ArchiveEntry = std::unique_ptr<archive_entry, FreeArchive>;

Unexpected<Problem> cannot_write(const std::filesystem::path& file, const std::string& reason) {
  return problem(ProblemKind::invalid, "bundle_not_written", file.string() + " cannot be written: " + reason,
                 "name a new file in a folder that this user may write");
}

bool add_file(archive* writer, const ArchivedFile& file, Time at) {
  const ArchiveEntry entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), file.name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.text.size()));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0600);
  archive_entry_set_mtime(entry.get(),
                          std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count(), 0);
  if (archive_write_header(writer, entry.get()) != ARCHIVE_OK) return false;
  return archive_write_data(writer, file.text.data(), file.text.size()) ==
         static_cast<la_ssize_t>(file.text.size());
}

Result<> write_to(int descriptor, const std::filesystem::path& file, const std::vector<ArchivedFile>& files,
                  Time at) {
  const ArchiveWriter writer(archive_write_new());
  const bool good = archive_write_add_filter_gzip(writer.get()) == ARCHIVE_OK &&
                    archive_write_set_format_pax_restricted(writer.get()) == ARCHIVE_OK &&
                    archive_write_open_fd(writer.get(), descriptor) == ARCHIVE_OK;
  if (!good) return cannot_write(file, archive_error_string(writer.get()));
  for (const ArchivedFile& one : files)
    if (!add_file(writer.get(), one, at)) return cannot_write(file, archive_error_string(writer.get()));
  if (archive_write_close(writer.get()) != ARCHIVE_OK)
    return cannot_write(file, archive_error_string(writer.get()));
  return {};
}

}  // namespace

Result<> write_archive(const std::filesystem::path& file, const std::vector<ArchivedFile>& files, Time at) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor < 0) return cannot_write(file, std::generic_category().message(errno));
  auto done = write_to(descriptor, file, files, at);
  if (::close(descriptor) != 0 && done) done = cannot_write(file, std::generic_category().message(errno));
  if (!done) ::unlink(file.c_str());
  return done;
}

}  // namespace itsm::host::services
