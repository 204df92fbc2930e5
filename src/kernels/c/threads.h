// Threads, sleeping and waking on Linux, macOS and Windows. A Waiting is what threads sleep on.
#ifndef WEFT_THREADS_H
#define WEFT_THREADS_H

#if defined(__x86_64__)
#define PAUSE() __builtin_ia32_pause()
#else
#define PAUSE() __asm__ volatile("yield")
#endif

#if defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
typedef HANDLE Thread;
typedef struct {
  SRWLOCK lock;
  CONDITION_VARIABLE woken;
} Waiting;

static void waiting_init(Waiting *w) {
  InitializeSRWLock(&w->lock);
  InitializeConditionVariable(&w->woken);
}
static void sleep_while(Waiting *w, int *word, int value) {
  AcquireSRWLockExclusive(&w->lock);
  while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == value) SleepConditionVariableSRW(&w->woken, &w->lock, INFINITE, 0);
  ReleaseSRWLockExclusive(&w->lock);
}
static void wake_all(Waiting *w, int *word) {
  (void)word;
  AcquireSRWLockExclusive(&w->lock);
  ReleaseSRWLockExclusive(&w->lock);
  WakeAllConditionVariable(&w->woken);
}
static void waiting_end(Waiting *w) { (void)w; }
static void let_others_run(void) { SwitchToThread(); }
static int thread_start(Thread *thread, DWORD(WINAPI *work)(LPVOID), void *about) {
  return (*thread = CreateThread(0, 0, work, about, 0, 0)) != 0;
}
static void thread_join(Thread thread) {
  WaitForSingleObject(thread, INFINITE);
  CloseHandle(thread);
}
#define THREAD_MAIN(name, about) static DWORD WINAPI name(LPVOID about)
#else
#include <pthread.h>
#include <sched.h>
typedef pthread_t Thread;

#if defined(__linux__)
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
typedef struct {
  int unused;
} Waiting;

static void waiting_init(Waiting *w) { (void)w; }
static void sleep_while(Waiting *w, int *word, int value) {
  (void)w;
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, 0, 0, 0);
}
static void wake_all(Waiting *w, int *word) {
  (void)w;
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 0x7fffffff, 0, 0, 0);
}
static void waiting_end(Waiting *w) { (void)w; }
#else
typedef struct {
  pthread_mutex_t lock;
  pthread_cond_t woken;
} Waiting;

static void waiting_init(Waiting *w) {
  pthread_mutex_init(&w->lock, 0);
  pthread_cond_init(&w->woken, 0);
}
static void sleep_while(Waiting *w, int *word, int value) {
  pthread_mutex_lock(&w->lock);
  while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == value) pthread_cond_wait(&w->woken, &w->lock);
  pthread_mutex_unlock(&w->lock);
}
static void wake_all(Waiting *w, int *word) {
  (void)word;
  pthread_mutex_lock(&w->lock);
  pthread_mutex_unlock(&w->lock);
  pthread_cond_broadcast(&w->woken);
}
static void waiting_end(Waiting *w) {
  pthread_cond_destroy(&w->woken);
  pthread_mutex_destroy(&w->lock);
}
#endif
static void let_others_run(void) { sched_yield(); }
static int thread_start(Thread *thread, void *(*work)(void *), void *about) {
  return pthread_create(thread, 0, work, about) == 0;
}
static void thread_join(Thread thread) { pthread_join(thread, 0); }
#define THREAD_MAIN(name, about) static void *name(void *about)
#endif
#endif
