using System.Diagnostics;
using System.Globalization;
using HasToolkit.Tests;

/// <summary>
/// Kills a program at the n-th boundary of its database, before or after a statement or around the end of a transaction, from within
/// (SIGKILL): .NET calls it before the program begins, where DOTNET_STARTUP_HOOKS names this assembly.
/// </summary>
/// <remarks>The name and the lack of a namespace are those that .NET looks for.</remarks>
internal static class StartupHook
{
    /// <summary>The variable that holds n, from 1.</summary>
    public const string At = "HAS_TEST_KILL_AT";

    private static int _left;

    public static void Initialize()
    {
        _left = int.Parse(Environment.GetEnvironmentVariable(At)!, CultureInfo.InvariantCulture);
        DatabaseBoundaries.Watch(_ =>
        {
            if (Interlocked.Decrement(ref _left) == 0)
                Process.GetCurrentProcess().Kill();
        });
    }
}
