// An exception that leaves the constructor of a static object: the message has its type and what().
#include <stdexcept>

struct Thrower {
	Thrower() { throw std::runtime_error("the reason"); }
};
static Thrower thrower;

int main() {}
