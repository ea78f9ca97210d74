/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_CMD_H
#define TOOLS_CMD_H

/* One function per command: argv[0] is the command's name, the result is the
 * exit status (enum err_code, or the status of CMD). */
int cmd_record(int argc, char **argv);
int cmd_info(int argc, char **argv);
int cmd_query(int argc, char **argv);
int cmd_dump(int argc, char **argv);
int cmd_decode(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_diff(int argc, char **argv);
int cmd_replay(int argc, char **argv);
int cmd_seal(int argc, char **argv);
int cmd_cut(int argc, char **argv);
int cmd_test(int argc, char **argv);
int cmd_merge(int argc, char **argv);
int cmd_mock(int argc, char **argv);

#endif
