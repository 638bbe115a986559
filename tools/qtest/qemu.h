/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A QEMU with one NIC and no guest: the processor halts at once, and what a
 * driver would do comes through the qtest socket. The machine's clock stands
 * still while QEMU works and leaps to the next timer when it does not, so
 * nothing here ever waits for real time.
 */
#ifndef E1K_QTEST_QEMU_H
#define E1K_QTEST_QEMU_H

#include <sys/types.h>

#include "../../kunit/user.h"

#define QEMU_RAM_SIZE (64U << 20)
#define QEMU_MAC { 0x52, 0x54, 0x00, 0x12, 0x34, 0x56 }

struct qemu;

/**
 * qemu_start - power on a machine
 * @device: QEMU's name of the NIC
 *
 * A QEMU that does not do as it is told ends the program.
 *
 * Return: the machine, or NULL without memory for it.
 */
struct qemu *qemu_start(const char *device);

/**
 * qemu_stop - end it
 * @q: machine
 */
void qemu_stop(struct qemu *q);

/**
 * qemu_ram - memory of the machine
 * @q: machine
 *
 * Return: QEMU_RAM_SIZE bytes; their bus addresses begin at 0.
 */
u8 *qemu_ram(struct qemu *q);

/**
 * qemu_wire - the other end of the NIC's cable
 * @q: machine
 *
 * Return: a socket that carries a frame per datagram.
 */
int qemu_wire(struct qemu *q);

/**
 * qemu_log - what QEMU and the model had to complain about
 * @q: machine
 * @from: position to start at, which moves behind what is returned
 * @line: room for a line
 * @size: bytes of it
 *
 * Return: whether there is a line.
 */
bool qemu_log(struct qemu *q, off_t *from, char *line, size_t size);

/**
 * qemu_post - send a command whose answer nobody needs
 * @q: machine
 * @fmt: command of the qtest protocol
 *
 * It is sent, at the latest, with the next qemu_ask().
 */
__printf(2, 3) void qemu_post(struct qemu *q, const char *fmt, ...);

/**
 * qemu_ask - send a command and wait for the answer
 * @q: machine
 * @fmt: command of the qtest protocol
 *
 * Everything posted before has been done, too.
 *
 * Return: the number in the answer, 0 if there is none.
 */
__printf(2, 3) u64 qemu_ask(struct qemu *q, const char *fmt, ...);

/**
 * qemu_set_link - plug or unplug the cable
 * @q: machine
 * @up: plug
 */
void qemu_set_link(struct qemu *q, bool up);

/**
 * qemu_wait - let the machine's clock pass
 * @q: machine
 * @us: microseconds, at least
 */
void qemu_wait(struct qemu *q, u64 us);

#endif
