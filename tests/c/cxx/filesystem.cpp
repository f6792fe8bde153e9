// <filesystem>: files and directories are made, listed, renamed, copied and removed, and errors
// come as codes or as exceptions.
#include "../check.h"
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

static void put(const fs::path &path, const char *text) { std::ofstream(path) << text; }

int main()
{
	CHECK(fs::create_directories("a/b/c"));
	CHECK(!fs::create_directories("a/b/c"));
	CHECK(fs::is_directory("a/b"));
	put("a/one.txt", "one");
	put("a/b/two.txt", "two!");
	CHECK_EQ(fs::file_size("a/b/two.txt"), 4);
	CHECK(fs::exists("a/one.txt") && !fs::exists("a/none"));
	CHECK(fs::is_empty("a/b/c") && !fs::is_empty("a"));

	std::vector<std::string> names;
	for (const auto &entry : fs::directory_iterator("a"))
		names.push_back(entry.path().filename().string());
	std::sort(names.begin(), names.end());
	CHECK((names == std::vector<std::string>{"b", "one.txt"}));

	names.clear();
	for (const auto &entry : fs::recursive_directory_iterator("a"))
		names.push_back(entry.path().generic_string());
	std::sort(names.begin(), names.end());
	CHECK((names ==
		std::vector<std::string>{"a/b", "a/b/c", "a/b/two.txt", "a/one.txt"}));

	fs::rename("a/one.txt", "a/first.txt");
	CHECK(!fs::exists("a/one.txt"));
	CHECK(fs::copy_file("a/first.txt", "a/copy.txt"));
	CHECK_EQ(fs::file_size("a/copy.txt"), 3);
	put("a/first.txt", "longer");
	CHECK(!fs::copy_file("a/first.txt", "a/copy.txt", fs::copy_options::skip_existing));
	CHECK(fs::copy_file("a/first.txt", "a/copy.txt", fs::copy_options::overwrite_existing));
	CHECK_EQ(fs::file_size("a/copy.txt"), 6);
	fs::copy("a", "z", fs::copy_options::recursive);
	CHECK_EQ(fs::file_size("z/b/two.txt"), 4);
	CHECK(fs::equivalent("a/b", "a/./b/../b"));

	fs::create_symlink("first.txt", "a/link");
	CHECK(fs::is_symlink("a/link"));
	CHECK(fs::read_symlink("a/link") == "first.txt");
	CHECK_EQ(fs::file_size("a/link"), 6);
	CHECK(fs::canonical("a/b/../link").filename() == "first.txt");
	CHECK(fs::weakly_canonical("a/b/../none").filename() == "none");

	fs::resize_file("a/first.txt", 2);
	CHECK_EQ(fs::file_size("a/first.txt"), 2);
	auto time = fs::last_write_time("a/first.txt");
	fs::last_write_time("a/first.txt", time - std::chrono::hours(1));
	CHECK(fs::last_write_time("a/first.txt") == time - std::chrono::hours(1));

	fs::path before = fs::current_path();
	fs::current_path("a");
	CHECK(fs::exists("first.txt"));
	CHECK(fs::current_path() == before / "a");
	fs::current_path(before);
	CHECK(fs::absolute("a") == before / "a");
	CHECK(fs::relative("z/b", "a") == fs::path("../z/b"));

	std::error_code error;
	CHECK(!fs::remove("none", error) && !error);
	CHECK(!fs::remove("a", error) && error == std::errc::directory_not_empty);
	(void)fs::file_size("none", error);
	CHECK(error == std::errc::no_such_file_or_directory);
	bool failed = false;
	try {
		fs::rename("none", "other");
	} catch (const fs::filesystem_error &thrown) {
		CHECK(thrown.code() == std::errc::no_such_file_or_directory);
		CHECK(thrown.path1() == "none" && thrown.path2() == "other");
		failed = true;
	}
	CHECK(failed);
	failed = false;
	try {
		fs::directory_iterator("a/first.txt");
	} catch (const fs::filesystem_error &thrown) {
		CHECK(thrown.code() == std::errc::not_a_directory);
		failed = true;
	}
	CHECK(failed);
	CHECK_EQ(fs::remove_all("a"), 7);
	CHECK_EQ(fs::remove_all("z"), 6);
	CHECK(!fs::exists("a"));
	CHECK_EQ(fs::remove_all("a"), 0);
}
