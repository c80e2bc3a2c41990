/**
 * The headers of the C library and of the system interface by name: what a library's header includes to be able to speak,
 * and not what it has to say. C17 7, POSIX.1-2017 13, and what glibc, musl, macOS and the BSDs put beside them.
 */

const names = `
  a.out.h aio.h aliases.h alloca.h ar.h argp.h argz.h assert.h byteswap.h complex.h cpio.h crypt.h ctype.h dirent.h dlfcn.h
  elf.h endian.h envz.h err.h errno.h error.h execinfo.h fcntl.h features-time64.h features.h fenv.h float.h fmtmsg.h
  fnmatch.h fpu_control.h fstab.h fts.h ftw.h gconv.h getopt.h glob.h gnu-versions.h grp.h gshadow.h iconv.h ieee754.h
  ifaddrs.h inttypes.h io.h iso646.h langinfo.h lastlog.h libgen.h libintl.h limits.h link.h locale.h malloc.h math.h mcheck.h
  memory.h mntent.h monetary.h mqueue.h ndbm.h netdb.h nl_types.h nss.h obstack.h paths.h poll.h printf.h proc_service.h
  process.h pthread.h pty.h pwd.h re_comp.h regex.h regexp.h resolv.h sched.h search.h semaphore.h setjmp.h sgtty.h shadow.h
  signal.h spawn.h stab.h stdalign.h stdarg.h stdatomic.h stdbit.h stdbool.h stdc-predef.h stdckdint.h stddef.h stdint.h
  stdio.h stdio_ext.h stdlib.h stdnoreturn.h string.h strings.h stropts.h syscall.h sysexits.h syslog.h tar.h termio.h
  termios.h tgmath.h thread_db.h threads.h time.h trace.h ttyent.h uchar.h ucontext.h ulimit.h unistd.h utime.h utmp.h utmpx.h
  values.h wait.h wchar.h wctype.h wordexp.h
  Availability.h AvailabilityInternal.h AvailabilityMacros.h AvailabilityVersions.h TargetConditionals.h Block.h
`;

/** Names of headers that lie directly in an include directory. */
export const cLibraryHeaders: ReadonlySet<string> = new Set(names.trim().split(/\s+/));
