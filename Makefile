# SPDX-License-Identifier: GPL-2.0-only
# Build out of the tree, and everything that is not the build: make help.

KDIR ?= /lib/modules/$(shell uname -r)/build

.PHONY: modules
modules: ## build e1k.ko against the kernel headers in KDIR (default: the running kernel)
	$(MAKE) -C $(KDIR) M=$(CURDIR) modules
