using System.Diagnostics;

namespace HasToolkit.Benchmarks.Chaos;

/// <summary>Other programs that experiments run.</summary>
internal static class Programs
{
    /// <summary>The command « has », built beside this program.</summary>
    public static string Has { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "HasToolkit.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "has.dll"));

    public static bool IsRoot { get; } = Environment.UserName == "root";

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Code, string Text)> RunAsync(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        var text = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(text).Trim());
    }

    /// <summary>Runs a program that must do its work.</summary>
    public static async Task<string> DoAsync(string program, params string[] args)
    {
        var (code, text) = await RunAsync(program, args);
        return code == 0 ? text : throw new IOException($"{program} {string.Join(' ', args)} ended with {code}: {text}");
    }

    /// <summary>Starts this program again with other arguments, or « has ».</summary>
    public static ProcessStartInfo StartOf(string? network, bool isHas, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var isDotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string[] command = isHas ? ["dotnet", Has] : isDotnet ? ["dotnet", typeof(Programs).Assembly.Location] : [Environment.ProcessPath!];
        string[] all = [.. network is null ? (string[])[] : ["ip", "netns", "exec", network], .. command, .. args];
        start.FileName = all[0];
        foreach (var arg in all.Skip(1))
            start.ArgumentList.Add(arg);
        return start;
    }
}
