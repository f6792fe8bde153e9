// <random>: the engines give the sequences of the standard, and random_device differs from call
// to call.
#include "../check.h"
#include <cmath>
#include <random>
#include <set>

int main()
{
	std::mt19937 twister;
	std::mt19937_64 twister64;
	std::minstd_rand minimal;
	twister.discard(9999);
	twister64.discard(9999);
	minimal.discard(9999);
	CHECK_EQ(twister(), 4123659995);
	CHECK(twister64() == 9981545732273789042u);
	CHECK_EQ(minimal(), 399268537);

	std::random_device device;
	std::set<unsigned> seen;
	for (int i = 0; i < 16; i++) seen.insert(device());
	CHECK(seen.size() > 12);

	std::uniform_int_distribution<int> dice(1, 6);
	std::normal_distribution<double> normal(10, 2);
	int faces[7] = {};
	double sum = 0;
	for (int i = 0; i < 6000; i++) {
		faces[dice(twister)]++;
		sum += normal(twister);
	}
	CHECK_EQ(faces[0], 0);
	for (int face = 1; face <= 6; face++) CHECK(faces[face] > 800 && faces[face] < 1200);
	CHECK(std::fabs(sum / 6000 - 10) < 0.2);
}
