// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.action;

/** Reports that an action cannot be done. The message is one sentence for its user and says what to do. */
final class ActionException extends Exception {
    private static final long serialVersionUID = 1L;

    ActionException(String message) {
        super(message);
    }

    ActionException(String message, Throwable cause) {
        super(message, cause);
    }
}
