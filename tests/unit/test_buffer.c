/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "proxy/buffer.h"

#include <pthread.h>
#include <stdatomic.h>

enum { ROUNDS = 2000, THREADS = 3 };

static void a_buffer_lives_as_long_as_its_last_reference(void **state)
{
	struct buffer *b = buffer_new(100);

	(void)state;
	assert_non_null(b);
	assert_int_equal(b->capacity, 100);
	assert_int_equal(b->size, 0);
	memset(b->data, 'x', 100);
	assert_ptr_equal(buffer_reference(b), b);
	buffer_release(b);
	assert_int_equal(b->data[99], 'x');
	buffer_release(b);
	buffer_release(NULL);
}

static void a_freed_buffer_is_used_again_and_is_empty(void **state)
{
	struct buffer *b = buffer_new(BUFFER_SIZE);
	struct buffer *again;

	(void)state;
	assert_non_null(b);
	b->size = 7;
	buffer_release(b);
	again = buffer_new(BUFFER_SIZE);
	assert_ptr_equal(again, b);
	assert_int_equal(again->size, 0);
	buffer_release(again);
}

static void a_size_that_no_machine_has_is_refused(void **state)
{
	(void)state;
	assert_null(buffer_new(SIZE_MAX));
}

static void *refer_and_release(void *shared)
{
	for (int i = 0; i < ROUNDS; i++) {
		struct buffer *own = buffer_new(BUFFER_SIZE);

		own->data[0] = (uint8_t)i;
		buffer_release(buffer_reference(shared));
		buffer_release(own);
	}
	buffer_release(shared);
	return NULL;
}

static void threads_share_buffers_and_the_free_ones(void **state)
{
	struct buffer *shared = buffer_new(BUFFER_SIZE);
	pthread_t threads[THREADS];

	(void)state;
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL,
						refer_and_release,
						buffer_reference(shared)),
				 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(atomic_load(&shared->references), 1);
	buffer_release(shared);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_buffer_lives_as_long_as_its_last_reference),
		cmocka_unit_test(a_freed_buffer_is_used_again_and_is_empty),
		cmocka_unit_test(a_size_that_no_machine_has_is_refused),
		cmocka_unit_test(threads_share_buffers_and_the_free_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
