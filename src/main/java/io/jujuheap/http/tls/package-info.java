// SPDX-License-Identifier: Apache-2.0
/** TLS of the sidecar: certificates and keys in PEM form, client certificates, renewal without a restart. */
@NullMarked
package io.jujuheap.http.tls;

import org.jspecify.annotations.NullMarked;
