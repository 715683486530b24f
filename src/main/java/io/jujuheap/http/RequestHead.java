// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.glassfish.grizzly.http.server.Request;

/** The head of a request: as much of it as the {@link Gate} checks. */
interface RequestHead {
    String method();

    /** The path as it was sent, undecoded. */
    String path();

    /** The query as it was sent, undecoded; empty when there is none. */
    String query();

    /** All values of a header, in their order. */
    List<String> headers(String name);

    /** Whether it announces a body. */
    boolean hasBody();

    /** The first value of a header. */
    default Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    default boolean isPost() {
        return method().equals("POST");
    }

    /** A view of a request that Grizzly has read: nothing is copied, so it is valid for as long as the request is. */
    record OfGrizzly(Request request) implements RequestHead {
        @Override
        public String method() {
            return request.getMethod().getMethodString();
        }

        @Override
        public String path() {
            return String.valueOf(request.getRequestURI());
        }

        @Override
        public String query() {
            String query = request.getQueryString();
            return query == null ? "" : query;
        }

        @Override
        public List<String> headers(String name) {
            List<String> values = new ArrayList<>(1);
            request.getHeaders(name).forEach(values::add);
            return values;
        }

        @Override
        public boolean hasBody() {
            return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        }
    }
}
