namespace HasToolkit.Benchmarks.Chaos;

/// <summary>A disk of a few megabytes, in memory.</summary>
internal static class SmallDisk
{
    /// <exception cref="LeftOutException">This account may not mount one.</exception>
    public static async Task MountAsync(string folder, int megabytes)
    {
        if (!Programs.IsRoot)
            throw new LeftOutException("a disk of its own is mounted by root only");
        if (await Programs.RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", folder) is (not 0, var refused))
            throw new LeftOutException($"a disk of its own cannot be mounted here: {refused}");
    }

    public static async Task UnmountAsync(string folder) => await Programs.RunAsync("umount", "-l", folder);
}
