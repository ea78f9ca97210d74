/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_BATCH_TEXT_H
#define TESTS_LIB_BATCH_TEXT_H

#include "codec/batch.h"

#include <stdio.h>

/* What batch.h reads in the content of a records field, as one line without its
 * end: batches in brackets, records in parentheses, then "end", "cut" or
 * "malformed".  tests/oracle/Batches.java says the same with Kafka's classes. */
void print_batches(FILE *out, struct bytes records, struct inflate *scratch);

#endif
