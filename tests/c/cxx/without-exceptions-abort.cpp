// -fno-exceptions: where the library would throw, it prints the reason and ends the program.
#include <vector>

int main(int argc, char **)
{
	std::vector<int> numbers(2);
	return numbers.at(static_cast<std::size_t>(argc) + 5);
}
