// SPDX-License-Identifier: GPL-2.0-only
/* Starting QEMU, and talking to it. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "qemu.h"

#define QEMU_OUT 8192
#define QEMU_IN 8192
#define QEMU_PATIENCE 60 /* seconds for an answer, on a machine with much else to do */
#define QEMU_ARG 160
#define QEMU_MACHINE "q35,smm=off,usb=off,memory-backend=ram"
#define QEMU_NIC "%s,id=nic,netdev=wire,addr=4,romfile=,mac=%02x:%02x:%02x:%02x:%02x:%02x"
#define QEMU_QMP_LINK "{\"execute\": \"set_link\", \"arguments\": {\"name\": \"nic\", \"up\": %s}}\n"

/* The HPET counts in 10 ns and is what tells and moves the machine's clock. */
#define HPET 0xfed00000UL
#define HPET_CONFIG (HPET + 0x10)
#define HPET_COUNTER (HPET + 0xf0)
#define HPET_T0_CONFIG (HPET + 0x100)
#define HPET_T0_COMPARATOR (HPET + 0x108)
#define HPET_TICKS_PER_US 100

struct qemu {
	pid_t pid;
	int qtest;
	int qmp;
	int wire;
	int log;
	u8 *ram;
	u32 unanswered;
	u32 out_len;
	u32 in_len;
	u32 in_pos;
	char out[QEMU_OUT];
	char in[QEMU_IN];
};

/* QEMU's ends. */
struct qemu_ends {
	int ram;
	int firmware;
	int qtest;
	int qmp;
	int wire;
	int log;
};

static void __noreturn qemu_die(struct qemu *q, const char *why)
{
	char line[256];
	off_t from = 0;

	printf("# QEMU: %s\n", why);
	while (q && qemu_log(q, &from, line, sizeof(line)))
		printf("# QEMU: %s\n", line);
	exit(2);
}

static int qemu_file(const char *name, off_t size)
{
	int fd = memfd_create(name, 0);

	if (fd < 0 || ftruncate(fd, size))
		qemu_die(NULL, "no memory for a file");
	return fd;
}

/* 64 KB that begin, where an x86 does, with: cli; hlt; jmp back to hlt. */
static int qemu_firmware(void)
{
	static const u8 code[] = { 0xfa, 0xf4, 0xeb, 0xfd };
	int fd = qemu_file("firmware", 0x10000);

	if (pwrite(fd, code, sizeof(code), 0xfff0) != sizeof(code))
		qemu_die(NULL, "no firmware");
	return fd;
}

static int qemu_pair(int type, int *end)
{
	int fds[2];

	if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, fds))
		qemu_die(NULL, "no sockets");
	*end = fds[1];
	return fds[0];
}

static void __noreturn qemu_exec(const char *device, const struct qemu_ends *ends)
{
	char ram[QEMU_ARG], firmware[QEMU_ARG], qtest[QEMU_ARG], qmp[QEMU_ARG], wire[QEMU_ARG];
	static const u8 mac[] = QEMU_MAC;
	char nic[QEMU_ARG];

	snprintf(ram, QEMU_ARG, "memory-backend-file,id=ram,size=%u,share=on,mem-path=/dev/fd/%d",
		 QEMU_RAM_SIZE, ends->ram);
	snprintf(firmware, QEMU_ARG, "/dev/fd/%d", ends->firmware);
	snprintf(qtest, QEMU_ARG, "socket,id=qtest,fd=%d", ends->qtest);
	snprintf(qmp, QEMU_ARG, "socket,id=qmp,fd=%d", ends->qmp);
	snprintf(wire, QEMU_ARG, "dgram,id=wire,local.type=fd,local.str=%d", ends->wire);
	snprintf(nic, QEMU_ARG, QEMU_NIC, device, mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
	fcntl(ends->qtest, F_SETFD, 0);
	fcntl(ends->qmp, F_SETFD, 0);
	fcntl(ends->wire, F_SETFD, 0);
	dup2(ends->log, STDERR_FILENO);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	execlp("qemu-system-x86_64", "qemu-system-x86_64", "-nodefaults", "-no-user-config",
	       "-no-reboot", "-display", "none", "-machine", QEMU_MACHINE,
	       "-accel", "tcg", "-icount", "shift=0,sleep=off", "-object", ram, "-m", "64M",
	       "-bios", firmware, "-chardev", qtest, "-qtest", "chardev:qtest",
	       "-qtest-log", "/dev/null", "-chardev", qmp, "-mon", "chardev=qmp,mode=control",
	       "-netdev", wire, "-device", nic, "-d", "guest_errors,unimp",
	       "-trace", "e1000e_wrn*", "-trace", "igb_wrn*", NULL);
	perror("qemu-system-x86_64");
	_exit(127);
}

static void qemu_fork(struct qemu *q, const char *device)
{
	struct qemu_ends ends = {
		.ram = qemu_file("ram", QEMU_RAM_SIZE),
		.firmware = qemu_firmware(),
		.log = q->log,
	};

	q->qtest = qemu_pair(SOCK_STREAM, &ends.qtest);
	q->qmp = qemu_pair(SOCK_STREAM, &ends.qmp);
	q->wire = qemu_pair(SOCK_DGRAM, &ends.wire);
	q->ram = mmap(NULL, QEMU_RAM_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, ends.ram, 0);
	if (q->ram == MAP_FAILED)
		qemu_die(NULL, "memory cannot be mapped");
	q->pid = fork();
	if (q->pid < 0)
		qemu_die(NULL, "cannot be started");
	if (!q->pid)
		qemu_exec(device, &ends);
	close(ends.ram);
	close(ends.firmware);
	close(ends.qtest);
	close(ends.qmp);
	close(ends.wire);
}

static void qemu_set_patience(int fd)
{
	struct timeval patience = { .tv_sec = QEMU_PATIENCE };

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
}

bool qemu_log(struct qemu *q, off_t *from, char *line, size_t size)
{
	ssize_t got = pread(q->log, line, size, *from);
	char *end;

	if (got <= 0)
		return false;
	end = memchr(line, '\n', got);
	if (!end && got < (ssize_t)size)
		return false; /* being written */
	if (!end)
		end = line + size - 1;
	*end = 0;
	*from += end + 1 - line;
	return true;
}

static void qemu_send(struct qemu *q, int fd, const char *data, size_t len)
{
	if (send(fd, data, len, MSG_NOSIGNAL) != (ssize_t)len)
		qemu_die(q, "does not listen");
}

static void qemu_flush(struct qemu *q)
{
	if (q->out_len)
		qemu_send(q, q->qtest, q->out, q->out_len);
	q->out_len = 0;
}

static void qemu_queue(struct qemu *q, const char *fmt, va_list args)
{
	if (q->out_len > QEMU_OUT - QEMU_ARG)
		qemu_flush(q);
	q->out_len += vsnprintf(q->out + q->out_len, QEMU_ARG, fmt, args);
	q->out[q->out_len++] = '\n';
	q->unanswered++;
}

/* Next line of the qtest socket. */
static char *qemu_line(struct qemu *q)
{
	char *start, *end;
	ssize_t got;

	for (;;) {
		start = q->in + q->in_pos;
		end = memchr(start, '\n', q->in_len - q->in_pos);
		if (end) {
			*end = 0;
			q->in_pos = end + 1 - q->in;
			return start;
		}
		memmove(q->in, start, q->in_len - q->in_pos);
		q->in_len -= q->in_pos;
		q->in_pos = 0;
		got = recv(q->qtest, q->in + q->in_len, QEMU_IN - q->in_len, 0);
		if (got <= 0)
			qemu_die(q, got ? "does not answer" : "has ended");
		q->in_len += got;
	}
}

void qemu_post(struct qemu *q, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	qemu_queue(q, fmt, args);
	va_end(args);
}

u64 qemu_ask(struct qemu *q, const char *fmt, ...)
{
	char *line = NULL;
	va_list args;

	va_start(args, fmt);
	qemu_queue(q, fmt, args);
	va_end(args);
	qemu_flush(q);
	while (q->unanswered) {
		line = qemu_line(q);
		if (strncmp(line, "OK", 2))
			qemu_die(q, line);
		q->unanswered--;
	}
	return strtoull(line + 2, NULL, 0);
}

/* Until the answer to a command; greeting and events are read past. */
static void qemu_qmp(struct qemu *q, const char *command)
{
	char text[4096];
	size_t len = 0;
	ssize_t got;

	qemu_send(q, q->qmp, command, strlen(command));
	do {
		if (len == sizeof(text) - 1)
			qemu_die(q, "says too much");
		got = recv(q->qmp, text + len, sizeof(text) - 1 - len, 0);
		if (got <= 0)
			qemu_die(q, "does not answer its monitor");
		len += got;
		text[len] = 0;
		if (strstr(text, "\"error\""))
			qemu_die(q, text);
	} while (!strstr(text, "\"return\""));
}

void qemu_set_link(struct qemu *q, bool up)
{
	char command[QEMU_ARG];

	snprintf(command, sizeof(command), QEMU_QMP_LINK, up ? "true" : "false");
	qemu_qmp(q, command);
}

void qemu_wait(struct qemu *q, u64 us)
{
	u64 end = qemu_ask(q, "readq 0x%lx", HPET_COUNTER) + us * HPET_TICKS_PER_US;

	qemu_post(q, "writeq 0x%lx 0x%llx", HPET_T0_COMPARATOR, end);
	while (qemu_ask(q, "readq 0x%lx", HPET_COUNTER) < end)
		;
}

struct qemu *qemu_start(const char *device)
{
	struct qemu *q = calloc(1, sizeof(*q));

	if (!q)
		return NULL;
	fflush(stdout);
	q->log = qemu_file("log", 0);
	qemu_fork(q, device);
	qemu_set_patience(q->qtest);
	qemu_set_patience(q->qmp);
	qemu_qmp(q, "{\"execute\": \"qmp_capabilities\"}\n");
	/* The old timer ticks once more and stops. */
	qemu_post(q, "outb 0x43 0x30");
	qemu_post(q, "outb 0x40 1");
	qemu_post(q, "outb 0x40 0");
	qemu_post(q, "writeq 0x%lx 1", HPET_CONFIG);
	qemu_post(q, "writeq 0x%lx 4", HPET_T0_CONFIG);
	qemu_wait(q, 1000);
	return q;
}

void qemu_stop(struct qemu *q)
{
	kill(q->pid, SIGKILL);
	waitpid(q->pid, NULL, 0);
	munmap(q->ram, QEMU_RAM_SIZE);
	close(q->qtest);
	close(q->qmp);
	close(q->wire);
	close(q->log);
	free(q);
}

u8 *qemu_ram(struct qemu *q)
{
	return q->ram;
}

int qemu_wire(struct qemu *q)
{
	return q->wire;
}
