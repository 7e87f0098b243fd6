package io.keepsake.core.plugin;

/**
 * A plugin that is not usable. Others are.
 *
 * @param plugin its name: that of its directory or jar
 * @param problem one sentence for people: what is wrong and what would mend it
 */
public record PluginProblem(String plugin, String problem) {}
