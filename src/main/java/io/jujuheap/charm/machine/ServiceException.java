// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

/** The service does not come up. The message says where to look. */
public final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServiceException(String message) {
        super(message);
    }

    ServiceException(String message, Throwable cause) {
        super(message, cause);
    }
}
