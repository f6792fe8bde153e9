// The three commands of the shell that libc++'s tests of <filesystem> need: they make and remove
// the directory that they work in. A test that starts another one fails.
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

// Gives the mode 777 to a tree, or removes it.
static bool walk(const std::string &path, bool removes)
{
	struct stat status;
	if (lstat(path.c_str(), &status) != 0)
		return false;
	if (S_ISLNK(status.st_mode))
		return !removes || unlink(path.c_str()) == 0;
	if (!removes && chmod(path.c_str(), 0777) != 0)
		return false;
	if (!S_ISDIR(status.st_mode))
		return !removes || unlink(path.c_str()) == 0;
	DIR *directory = opendir(path.c_str());
	if (!directory)
		return false;
	bool all = true;
	while (struct dirent *entry = readdir(directory)) {
		std::string name = entry->d_name;
		if (name != "." && name != "..")
			all = walk(path + "/" + name, removes) && all;
	}
	closedir(directory);
	return all && (!removes || rmdir(path.c_str()) == 0);
}

static bool make(const std::string &path)
{
	for (size_t end = 1; end != std::string::npos;) {
		end = path.find('/', end + 1);
		mkdir(path.substr(0, end).c_str(), 0777);
	}
	struct stat status;
	return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

extern "C" int system(const char *command)
{
	auto rest = [&](const char *start) {
		size_t length = strlen(start);
		return strncmp(command, start, length) == 0 ? command + length : nullptr;
	};
	bool done = false;
	if (const char *path = rest("mkdir -p "))
		done = make(path);
	else if (const char *path = rest("chmod -R 777 "))
		done = walk(path, false);
	else if (const char *path = rest("rm -rf "))
		done = walk(path, true);
	return done ? 0 : 127 << 8;
}
