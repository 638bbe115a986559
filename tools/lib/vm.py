# SPDX-License-Identifier: GPL-2.0-only
"""One virtual machine, by virtme-ng, that runs one command of ours as root.

The guest's root is the host's file system, read-only. The folder of the run is
shared read-write under the same path; it holds all logs. tools/lib/guest-init
takes the place of virtme-ng's init, which starts udev and more, minutes of work
for an emulated debug kernel.
  kernel.log   the guest's console      qemu.log  -d guest_errors,unimp and traces
  output.log   what the command printed
The guest reaches QEMU's monitor through the virtio port "e1k.qmp" (see qmp.py).
"""

import contextlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import threading

import cache
import kernels
import nics as nic_models
import qemubug
import splats
from qmp import QmpError

# The kernel's own test library comes from its source, where it needs no build.
GUEST_PYTHON = f"{cache.CHECKOUT}/tools/lib:{cache.KSRC}/tools/testing/selftests/net"
GUEST_INIT = cache.CHECKOUT / "tools" / "lib" / "guest-init"
MARK = "e1k-vm-exit:"
# For qemu_args, on one CPU: the guest's clock counts instructions.
ICOUNT = ("-icount", "shift=0,sleep=off")
# Far longer than any kernel and Python need to start, on a busy host, too.
START_SECONDS = 300
# Between two looks for a CPU that never wakes.
LOOK_SECONDS = 30
# So often may a machine be lost to a fault of QEMU's, or stand still as it starts.
STARTS = 3
# In the kernel's log once the command has loaded the driver of a NIC, ours or another.
DRIVER = re.compile(r"\] (e1k|e1000e?|igb)\b")
# For qemu_args; the kernel wants intel_iommu=on.
IOMMU = ("-device", "intel-iommu,intremap=on")
# Trace events that mean the driver did something the model refuses.
WARNINGS = ("e1000e_wrn*", "igb_wrn*", "igbvf_wrn*")


class VmError(RuntimeError):
    """The machine did not do its work."""


def _share_args(tag, path, readonly=False):
    """A folder of the host for init to mount."""
    more = ",readonly=on" if readonly else ""
    return ["-fsdev", f"local,id={tag},path={path},security_model=none,multidevs=remap{more}",
            "-device", f"virtio-9p-pci,fsdev={tag},mount_tag={tag}"]


def _monitor_args(folder):
    """A monitor for the guest: a virtio port that is a client of our own QMP."""
    host, guest = f"{folder}/host.qmp", f"{folder}/guest.qmp"
    return ["-qmp", f"unix:{host},server=on,wait=off",
            "-qmp", f"unix:{guest},server=on,wait=off",
            "-chardev", f"socket,id=e1kqmp,path={guest}",
            "-device", "virtio-serial-pci,id=e1kserial",
            "-device", "virtserialport,bus=e1kserial.0,name=e1k.qmp,chardev=e1kqmp"]


class Vm:
    """A machine that has not started yet; run() boots it, once."""

    def __init__(self, kernel, nics, name="vm", driver="e1k", peer_driver=None,
                 cpus=2, memory="2G", append="", kvm=False, qemu_args=(), fixtures=()):
        module = str(kernels.build_module(kernel)) if driver == "e1k" else None
        self.logs = cache.run_dir(name)
        self._guest = {"kernel": kernel, "image": kernels.image(kernel),
                       "nics": nics, "driver": driver,
                       "peer_driver": peer_driver or driver, "module": module,
                       "logs": str(self.logs)}
        for fixture in fixtures:
            self._guest[fixture] = str(kernels.build_fixture(kernel, fixture))
        self._sockets = tempfile.TemporaryDirectory(prefix="e1k-")
        self.monitor = f"{self._sockets.name}/host.qmp"
        self.console = f"{self._sockets.name}/console"
        self._nics, self._cpus, self._qemu_extra = nics, cpus, [*qemu_args]
        self._lost = None
        self._vng = ["vng", "-v", "-r", kernels.image(kernel), "--disable-microvm",
                     *([] if kvm else ["--disable-kvm"]),
                     "--user", "root", "--cpus", str(cpus), "--memory", memory,
                     # The initramfs obeys the first init=, the kernel itself the last,
                     # and that one is virtme-ng's.
                     "--force-initramfs", "--append",
                     f"init={GUEST_INIT} e1ktest.run={self.logs} e1ktest.keep={cache.CHECKOUT} "
                     f"e1ktest.keep={cache.ROOT} mitigations=off {append}"]

    def _qemu_args(self):
        args = _share_args("e1kroot", "/", readonly=True) + _share_args("e1krun", self.logs)
        args += _monitor_args(self._sockets.name)
        args += nic_models.qemu_args(self._nics)
        args += ["-d", "guest_errors,unimp", "-D", str(self.logs / "qemu.log")]
        for pattern in WARNINGS:
            args += ["-trace", pattern]
        return args + self._qemu_extra

    def add_qemu_args(self, *args):
        """What can be said only when the folder of the run is known."""
        self._qemu_extra += args

    def add_console(self):
        """One more terminal: /dev/hvc0 in the guest, a socket out here."""
        self.add_qemu_args(
            "-chardev", f"socket,id=hvc,path={self.console},server=on,wait=off",
            "-device", "virtio-serial-pci,id=hvcbus",
            "-device", "virtconsole,bus=hvcbus.0,chardev=hvc")

    def _start(self, command):
        settings = self.logs / "guest.json"
        settings.write_text(json.dumps(self._guest), encoding="utf-8")
        (self.logs / "command").write_text(
            f"cd {shlex.quote(str(cache.CHECKOUT))}\n"
            f"export E1K_GUEST={settings} PYTHONPATH={GUEST_PYTHON}\n"
            f"({command}) 2>&1\n"
            f"printf '\\n%s %d\\n' {MARK} $?\n", encoding="utf-8")
        return subprocess.Popen(
            # guest-init runs the script; naming a command makes virtme-ng add its ports.
            [*self._vng, "--qemu-opts=" + shlex.join(self._qemu_args()), "--", "true"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=True)

    def _copy_kernel_log(self, stream):
        with open(self.logs / "kernel.log", "wb", buffering=0) as log:
            for line in stream:
                log.write(line)

    def _watch(self, ended, kill):
        """Ends a machine that a fault of QEMU's has stopped."""
        while not ended.wait(LOOK_SECONDS):
            with contextlib.suppress(OSError, QmpError):
                if (cpu := qemubug.overslept(self.monitor)) is not None:
                    self._lost = f"the timer of QEMU's CPU {cpu} has run out, and it sleeps on"
                    kill()
                    return

    def _read_output(self, stream, on_line):
        """Logs and passes on what the command prints; returns its exit code."""
        code = None
        with open(self.logs / "output.log", "w", encoding="utf-8") as log:
            for raw in stream:
                line = raw.decode("utf-8", "replace").rstrip("\r\n")
                if line.startswith(MARK):
                    code = int(line.split()[1])
                    continue
                log.write(line + "\n")
                log.flush()
                on_line(line)
        return code

    def _run_once(self, command, timeout, on_line):
        """The exit code, or None if the machine has ended without one."""
        # A machine must not outlive whoever is told to end while it runs.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("terminated"))
        timed_out, ended, self._lost = threading.Event(), threading.Event(), None
        with self._start(command) as process:
            def kill():
                os.killpg(process.pid, signal.SIGKILL)

            def give_up():
                timed_out.set()
                kill()

            def look_at_start():
                if not self._has_begun():
                    kill()

            timers = [threading.Timer(timeout, give_up),
                      threading.Timer(START_SECONDS, look_at_start)]
            threads = [threading.Thread(target=self._copy_kernel_log, args=(process.stderr,))]
            if self._cpus > 1:
                threads.append(threading.Thread(target=self._watch, args=(ended, kill)))
            for one in timers + threads:
                one.start()
            try:
                code = self._read_output(process.stdout, on_line)
            except BaseException:
                kill()
                raise
            finally:
                ended.set()
                for timer in timers:
                    timer.cancel()
            for thread in threads:
                thread.join()
        if timed_out.is_set():
            raise VmError(f"no end after {timeout} s; logs: {self.logs}")
        return code

    def _kernel_log(self):
        return (self.logs / "kernel.log").read_text("utf-8", "replace")

    def _has_begun(self):
        """Whether the command has printed something or loaded a driver."""
        return (self.logs / "output.log").stat().st_size or \
            DRIVER.search(self._kernel_log().partition(splats.BOOTED)[2])

    def _fault_of_qemu(self):
        """What it was, if the machine has ended by such a one."""
        if qemubug.ASSERTION in self._kernel_log():
            return "an assertion of QEMU's has failed"
        return self._lost

    def run(self, command, timeout, on_line=print, again=None):
        """Boots, runs the shell command as root, and returns its exit code.

        A machine that ends or stands still before the command has begun starts again.
        One that a fault of QEMU's ends later (qemubug.py) does so if the caller
        can say, by again(), what the new one is to run; the logs are then still
        those of the old one.
        """
        for _ in range(STARTS):
            code = self._run_once(command, timeout, on_line)
            if code is not None:
                return code
            fault, begun = self._fault_of_qemu(), self._has_begun()
            if begun and not (fault and again):
                break
            print(f"# {self.logs}: {fault or 'the machine ended or stood still'}; "
                  f"another one takes its place", flush=True)
            if begun:
                command = again()
        raise VmError(f"{fault or 'the machine stopped'} before the command ended; "
                      f"see {self.logs}/kernel.log")
