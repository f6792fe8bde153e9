// <memory_resource>: containers take memory from the resource that they are given.
#include "../check.h"
#include <cstddef>
#include <memory_resource>
#include <new>
#include <string>
#include <vector>

struct Counting : std::pmr::memory_resource {
	int blocks = 0;
	void *do_allocate(std::size_t size, std::size_t align) override
	{
		blocks++;
		return std::pmr::new_delete_resource()->allocate(size, align);
	}
	void do_deallocate(void *block, std::size_t size, std::size_t align) override
	{
		blocks--;
		std::pmr::new_delete_resource()->deallocate(block, size, align);
	}
	bool do_is_equal(const memory_resource &other) const noexcept override
	{
		return this == &other;
	}
};

int main()
{
	Counting counting;
	{
		std::pmr::unsynchronized_pool_resource pool(&counting);
		std::pmr::synchronized_pool_resource locked(&counting);
		std::pmr::vector<std::pmr::string> strings(&pool);
		std::pmr::vector<int> numbers(&locked);
		for (int i = 0; i < 1000; i++) {
			strings.emplace_back("a string that is too long to be stored in place");
			numbers.push_back(i);
		}
		CHECK(counting.blocks > 0 && counting.blocks < 100);
		CHECK(strings[5].get_allocator().resource() == &pool);
	}
	CHECK_EQ(counting.blocks, 0);

	std::byte buffer[64];
	std::pmr::monotonic_buffer_resource small(buffer, sizeof buffer,
		std::pmr::null_memory_resource());
	void *first = small.allocate(32, 16);
	CHECK(first >= static_cast<void *>(buffer) && first < static_cast<void *>(buffer + 64));
	bool failed = false;
	try {
		(void)small.allocate(64);
	} catch (const std::bad_alloc &) {
		failed = true;
	}
	CHECK(failed);
}
