// SPDX-License-Identifier: Apache-2.0
/**
 * The sidecar over HTTP: resources, authentication, error mapping, view records, the page.
 *
 * <p>Only this package and those below it see Jersey and Grizzly. It renders reports and does not compute them.
 */
@NullMarked
package io.jujuheap.http;

import org.jspecify.annotations.NullMarked;
