// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import io.jujuheap.io.HeapRoom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs tasks one after the other, each as {@linkplain HeapRoom#working work}. Its thread ends when there are none. */
final class SerialExecutor extends ThreadPoolExecutor {
    /**
     * @param name of its thread
     * @param waiting the most queued tasks; further ones are rejected
     */
    SerialExecutor(String name, int waiting) {
        super(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        super.execute(() -> HeapRoom.working(() -> {
            task.run();
            return task;
        }));
    }
}
