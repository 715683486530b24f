// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Single threads that work off a queue, and that are not there while there is nothing to do. */
final class SerialExecutors {
    private SerialExecutors() {}

    /**
     * A lane.
     *
     * @param name of its thread
     * @param waiting how much may wait; what comes on top is refused
     */
    static ThreadPoolExecutor single(String name, int waiting) {
        ThreadPoolExecutor lane =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
        lane.allowCoreThreadTimeOut(true);
        return lane;
    }
}
