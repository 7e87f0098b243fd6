/**
 * Stores in Azure Blob Storage: one container, or a prefix in it, of one storage account.
 *
 * <p>In flow objects, out come block blobs of the same names below the prefix. Small objects are
 * one request, large ones blocks that one commit makes visible. Every call runs on the SDK's
 * asynchronous client and is waited for in one place, {@link
 * io.keepsake.provider.azure.AzureCalls}, which bounds how long nothing may move, and ends calls on
 * an interrupt and on closing.
 */
@NullMarked
package io.keepsake.provider.azure;

import org.jspecify.annotations.NullMarked;
