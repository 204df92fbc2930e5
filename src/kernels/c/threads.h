// Threads, sleeping and waking on Linux, macOS and Windows.
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
static SRWLOCK lock = SRWLOCK_INIT;
static CONDITION_VARIABLE woken = CONDITION_VARIABLE_INIT;
static HANDLE handles[64];

static void sleep_while(int *word, int value) {
  AcquireSRWLockExclusive(&lock);
  while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == value) SleepConditionVariableSRW(&woken, &lock, INFINITE, 0);
  ReleaseSRWLockExclusive(&lock);
}
static void wake_all(int *word) {
  (void)word;
  AcquireSRWLockExclusive(&lock);
  ReleaseSRWLockExclusive(&lock);
  WakeAllConditionVariable(&woken);
}
static void let_others_run(void) { SwitchToThread(); }
static DWORD WINAPI thread_main(LPVOID work) {
  ((void (*)(void))work)();
  return 0;
}
static int thread_start(int i, void (*work)(void)) {
  return (handles[i] = CreateThread(0, 0, thread_main, (LPVOID)work, 0, 0)) != 0;
}
static void thread_join(int i) {
  WaitForSingleObject(handles[i], INFINITE);
  CloseHandle(handles[i]);
}
#else
#include <pthread.h>
#include <sched.h>
static pthread_t handles[64];

#if defined(__linux__)
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
static void sleep_while(int *word, int value) { syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, 0, 0, 0); }
static void wake_all(int *word) { syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 0x7fffffff, 0, 0, 0); }
#else
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t woken = PTHREAD_COND_INITIALIZER;
static void sleep_while(int *word, int value) {
  pthread_mutex_lock(&lock);
  while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == value) pthread_cond_wait(&woken, &lock);
  pthread_mutex_unlock(&lock);
}
static void wake_all(int *word) {
  (void)word;
  pthread_mutex_lock(&lock);
  pthread_mutex_unlock(&lock);
  pthread_cond_broadcast(&woken);
}
#endif
static void let_others_run(void) { sched_yield(); }
static void *thread_main(void *work) {
  ((void (*)(void))work)();
  return 0;
}
static int thread_start(int i, void (*work)(void)) {
  return pthread_create(&handles[i], 0, thread_main, (void *)work) == 0;
}
static void thread_join(int i) { pthread_join(handles[i], 0); }
#endif
#endif
