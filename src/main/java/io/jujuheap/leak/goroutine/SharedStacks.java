// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.goroutine;

import io.jujuheap.io.HeapRoom;
import io.jujuheap.leak.summary.CallSite;
import java.util.HashMap;
import java.util.Map;

/**
 * The stacks of a series of snapshots, each kept once. The verdicts on them stay in memory, so there is a limit: an agent whose
 * snapshots have nothing in common would fill the heap with them.
 */
public final class SharedStacks {
    /** A call site with the verdict on it, apart from its functions. */
    private static final int STACK_BYTES = 400;

    private static final int FUNCTION_BYTES = 4;

    private final Map<CallSite, CallSite> known = new HashMap<>();
    private long bytes;

    /**
     * Returns the first stack equal to this one.
     *
     * @throws HeapRoom.ExceededException when there are too many
     */
    CallSite shared(CallSite stack) {
        CallSite first = known.putIfAbsent(stack, stack);
        if (first != null) {
            return first;
        }
        bytes += STACK_BYTES + (long) FUNCTION_BYTES * stack.stack().size();
        HeapRoom.requireLastingShare(bytes);
        return stack;
    }
}
