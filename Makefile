# SPDX-License-Identifier: GPL-2.0-only
# Builds the module out of the tree, and starts everything in tools/.

KDIR ?= /lib/modules/$(shell uname -r)/build
# What tools/ leaves beside the sources.
LEFTOVERS := .checkpatch-camelcase.* __pycache__ tools/lib/__pycache__ tools/vmtest/__pycache__

.PHONY: modules clean help setup intree demo shell check check-all unit kunit build static \
	coverage docs fuzz vmtest mutants chaos hostile bench profile qtest mmio gaps

modules: ## build e1k.ko for the kernel headers in KDIR (default: the running kernel)
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules

clean: ## remove what the build made
	@if [ -d $(KDIR) ]; then $(MAKE) -C $(KDIR) M=$(CURDIR) clean; \
	else find . \( -name '*.o' -o -name '*.ko' -o -name '*.mod*' -o -name '.*.cmd' \
		-o -name Module.symvers -o -name modules.order \) -delete; fi
	@rm -rf $(LEFTOVERS)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## install what the targets below need (Debian 12 and 13)
	@tools/setup

intree: ## put the driver into the kernel source tree KSRC (UNDO=1 takes it out)
	@tools/intree $(if $(UNDO),--undo) $(or $(KSRC),$(error say KSRC=DIRECTORY))

demo: setup ## see the driver work in a virtual machine
	@tools/demo

shell: setup ## a prompt in that machine
	@tools/vm --shell

check: setup ## run the tests, about 20 minutes (the first time builds kernels: 60)
	@tools/check

check-all: setup ## run the tests on every chip and kernel, about two hours
	@tools/check --all

unit: setup ## the hardware layer in user space: 64-bit, 32-bit, big-endian
	@tools/unit

qtest: setup ## the suites that need no simulator, on QEMU's device models
	@tools/qtest/run

kunit: setup ## the same suites in User Mode Linux
	@tools/kunit

build: setup ## the module for every supported kernel
	@tools/build

static: setup ## sparse, coccinelle, checkpatch, kernel-doc, rules of the layers
	@tools/static

docs: setup ## does the documentation build, and do its commands work?
	@tools/docs

coverage: setup ## line coverage of hal/ by the unit tests
	@tools/coverage

fuzz: setup ## the hardware layer against a device that lies
	@tools/fuzz/run

vmtest: setup ## the driver in virtual machines
	@tools/vmtest/run

chaos: setup ## everything at once at random; SECONDS=1200 SEED=...
	@tools/chaos --seconds $(or $(SECONDS),1200) $(if $(SEED),--seed $(SEED))

hostile: setup ## rings corrupted from outside the machine
	@tools/hostile

mutants: setup ## do the tests notice faults put in on purpose?
	@tools/mutants

bench: setup ## instructions per packet, beside the kernel's own driver (QUICK=1: minutes)
	@tools/bench $(if $(QUICK),--quick)

mmio: setup ## register accesses and interrupts per packet, beside the kernel's own driver
	@tools/mmio

gaps: setup ## how long TCP stands still, beside the kernel's own driver
	@tools/gaps

profile: setup ## instructions per packet by kernel function
	@tools/profile
