using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace HasToolkit.Cli;

/// <summary>The two outputs: data on one, messages and progress on the other.</summary>
internal sealed class Terminal
{
    private const int RedirectedWidth = 100;

    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        // Accents stay readable; the text is never put into HTML without encoding.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly TextWriter _out;
    private readonly IAnsiConsole _data;
    private readonly IAnsiConsole _messages;

    public Terminal(TextWriter stdout, TextWriter stderr)
    {
        _out = stdout;
        _data = Bind(stdout, ReferenceEquals(stdout, Console.Out) && !Console.IsOutputRedirected);
        _messages = Bind(stderr, ReferenceEquals(stderr, Console.Error) && !Console.IsErrorRedirected);
    }

    public void Show(IRenderable data) => _data.Write(data);

    public void Line(string markup = "") => _data.MarkupLine(markup);

    public void Json(object data) => Raw(JsonSerializer.Serialize(data, JsonOptions));

    /// <summary>A line as it is, never wrapped and never coloured.</summary>
    public void Raw(string line) => _out.Write(line + "\n");

    public void Say(string message) => _messages.Write(new Text(message + "\n"));

    public void Done(string message) => _messages.MarkupLine($"[green]✓[/] {message.EscapeMarkup()}");

    public void Warn(string message) => _messages.MarkupLine($"[yellow]![/] {message.EscapeMarkup()}");

    public void Fail(string message) => _messages.MarkupLine($"[red]✗[/] {message.EscapeMarkup()}");

    /// <summary>Runs something long with a bar, which shows only on a terminal.</summary>
    public async Task<T> WithProgressAsync<T>(string what, int total, Func<IProgress<int>, Task<T>> work)
    {
        if (!_messages.Profile.Out.IsTerminal)
            return await work(new Steps(_ => { }));

        return await _messages.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(what.EscapeMarkup(), maxValue: Math.Max(1, total));
                return work(new Steps(done => bar.Value = done));
            });
    }

    private static IAnsiConsole Bind(TextWriter writer, bool isTerminal)
    {
        var isPlain = !isTerminal || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new Output(writer, isTerminal),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    private sealed class Steps(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }

    private sealed class Output(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => isTerminal && Console.BufferWidth > 0 ? Console.BufferWidth : RedirectedWidth;

        public int Height => isTerminal && Console.WindowHeight > 0 ? Console.WindowHeight : 40;

        // The encoding of the console is set once, at the start of the program.
        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
