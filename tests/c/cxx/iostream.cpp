// The standard streams: formatted input and output, manipulators, states, and the order of cout
// and C's stdout.
#include <cstdio>
#include <iomanip>
#include <iostream>
#include <limits>
#include <string>

int main()
{
	int number = 0;
	std::string word, rest;
	std::cin >> number >> std::hex >> number;
	std::cout << number << '\n';
	std::cin >> word;
	std::getline(std::cin >> std::ws, rest);
	std::cout << '[' << word << "][" << rest << "]\n";
	std::cin >> number;
	std::cout << std::boolalpha << std::cin.fail() << ' ' << std::cin.eof() << '\n';
	std::cin.clear();
	std::cin.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
	std::cin >> number;
	std::cout << std::cin.eof() << '\n';

	std::cout << std::setw(6) << std::setfill('*') << 42 << '|' << std::left << std::setw(6) << -1
		  << "|\n";
	std::cout << std::hex << std::showbase << 255 << ' ' << std::oct << 8 << std::dec << '\n';
	std::cout << std::fixed << std::setprecision(2) << 3.14159 << ' ' << std::scientific << 1234.5
		  << ' ' << std::defaultfloat << 0.1 << '\n';
	std::cout << std::quoted("a \"b\"") << ' ' << std::put_money(123) << '\n';
	std::printf("C\n");
	std::cout << "C++" << std::endl;
	std::wcout << L"wide\n";
	std::cerr << "error " << 1 << '\n';
	std::clog << "log\n";
}
