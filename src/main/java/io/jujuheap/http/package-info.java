// SPDX-License-Identifier: Apache-2.0
/**
 * The sidecar over HTTP: resources, authentication, error mapping, view records, the page.
 *
 * <p>The only package that sees Jersey and Grizzly. It renders reports and must not compute them.
 */
@NullMarked
package io.jujuheap.http;

import org.jspecify.annotations.NullMarked;
