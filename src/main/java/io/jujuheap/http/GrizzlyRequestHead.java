// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.http.server.Request;

/** The head of a request as Grizzly read it. */
final class GrizzlyRequestHead implements RequestHead {
    private final Request request;

    GrizzlyRequestHead(Request request) {
        this.request = request;
    }

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
