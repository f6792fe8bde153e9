// Containers, strings and algorithms, printed through iostreams.
#include <algorithm>
#include <deque>
#include <functional>
#include <iomanip>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

struct Shape {
	virtual ~Shape() = default;
	virtual double area() const = 0;
};

struct Square : Shape {
	double side;
	explicit Square(double side) : side(side) {}
	double area() const override { return side * side; }
};

struct Circle : Shape {
	double radius;
	explicit Circle(double radius) : radius(radius) {}
	double area() const override { return 3 * radius * radius; }
};

int main()
{
	std::vector<int> numbers(20);
	std::iota(numbers.begin(), numbers.end(), 1);
	std::sort(numbers.begin(), numbers.end(), std::greater<>());
	std::cout << "sorted:";
	for (int number : numbers)
		std::cout << ' ' << number;
	std::cout << '\n';

	std::map<std::string, int> count;
	for (const char *word : {"tree", "house", "tree", "river", "tree", "house"})
		count[word]++;
	for (const auto &[word, times] : count)
		std::cout << word << ": " << times << '\n';

	std::unordered_map<int, std::string> names{{1, "one"}, {2, "two"}};
	std::set<std::string> sorted;
	for (const auto &[number, name] : names)
		sorted.insert(name + std::to_string(number));
	std::cout << *sorted.begin() << ' ' << *sorted.rbegin() << '\n';

	std::vector<std::unique_ptr<Shape>> shapes;
	shapes.push_back(std::make_unique<Square>(3));
	shapes.push_back(std::make_unique<Circle>(2));
	double total = 0;
	for (const auto &shape : shapes) {
		total += shape->area();
		if (dynamic_cast<const Square *>(shape.get()))
			std::cout << "a square\n";
	}
	std::cout << std::fixed << std::setprecision(2) << total << '\n';

	std::list<int> list(numbers.begin(), numbers.end());
	list.remove_if([](int number) { return number % 5 != 0; });
	std::deque<int> deque(list.begin(), list.end());
	std::cout << std::accumulate(deque.begin(), deque.end(), 0) << std::endl;
	return 0;
}
