using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Evaluation.Workflows;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli;

/// <summary>One run of one command: what was typed, where to answer, and the ledger once it is asked for.</summary>
internal sealed class Run(
    ParseResult typed, GlobalOptions globals, Terminal terminal, TimeProvider clock, CancellationToken cancellationToken)
    : IDisposable
{
    // Without --par, the operator of the machine reads: he holds the files anyway, and nobody's déport is his.
    private static readonly Person Nobody = new(new PersonId(""), "", "", []);

    private EvaluationServices? _services;

    public Terminal Terminal => terminal;

    public CancellationToken Stop => cancellationToken;

    public bool WantsTrace => typed.GetValue(globals.Trace);

    public bool WantsJson => typed.GetValue(globals.Json);

    public DateOnly Today => FrenchCalendar.DayInParis(clock.GetUtcNow());

    public DateTimeOffset Now => clock.GetUtcNow();

    public string DataFolder => typed.GetValue(globals.Data) is { Length: > 0 } folder
        ? folder
        : EvaluationServices.DefaultDataFolder();

    /// <summary>The PostgreSQL connection string; null for SQLite in the data folder.</summary>
    public string? Connection => typed.GetValue(globals.Database) ?? Setting("HAS_BASE");

    public TimeProvider Clock => clock;

    public string? PersonTyped => typed.GetValue(globals.Person) is { Length: > 0 } typedId
        ? typedId
        : Setting("HAS_PERSONNE");

    public T? Get<T>(Option<T> option) => typed.GetValue(option);

    public T Get<T>(Argument<T> argument) => typed.GetValue(argument)!;

    /// <summary>Whether an option was typed, by its name.</summary>
    public bool IsTyped(string option) => typed.GetResult(option) is { } result and not OptionResult { Implicit: true };

    /// <summary>The text of an option, or null when it is absent or empty.</summary>
    public string? Text(Option<string> option) => typed.GetValue(option) is { Length: > 0 } text ? text : null;

    /// <summary>The day of an option; null when it is absent.</summary>
    public DateOnly? Day(Option<string> option)
    {
        if (Text(option) is not { } text)
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new InputException(
                $"{option.Name} : « {text} » n’est pas une date. Écrivez AAAA-MM-JJ, par exemple 2026-11-26.");
    }

    /// <summary>One of several French words; null when the option is absent.</summary>
    public T? Word<T>(Option<string> option, params (string Word, T Value)[] known)
        where T : struct
    {
        return Text(option) is { } text ? Known(option.Name, text, known) : null;
    }

    /// <summary>One of several French words.</summary>
    public T Word<T>(Argument<string> argument, params (string Word, T Value)[] known)
        where T : struct => Known(argument.Name, Get(argument), known);

    public async Task<EvaluationServices> LedgerAsync() => _services ??= await EvaluationServices.OpenAsync(
        DataFolder, Connection, clock,
        typed.GetValue(globals.Procedures), cancellationToken);

    public ProcedureLibrary Procedures() => ProcedureLibrary.Load(typed.GetValue(globals.Procedures));

    /// <summary>Who reads; null for the operator of the machine, who named nobody.</summary>
    public async Task<Person?> ReaderAsync()
    {
        if (PersonTyped is not { } id)
            return null;
        return await (await LedgerAsync()).Queries.PersonAsync(new PersonId(id), cancellationToken)
            ?? throw new RefusedException(new PersonUnknown(new PersonId(id)));
    }

    /// <summary>Who signs.</summary>
    public async Task<Person> SignerAsync() => await ReaderAsync()
        ?? throw new InputException("Indiquez qui signe : --par IDENTIFIANT, ou la variable HAS_PERSONNE. "
            + "« has personne list » montre l’annuaire.");

    /// <summary>A dossier, for the reader; a reader who is deported from it is refused.</summary>
    public async Task<DossierFile> DossierAsync(string reference)
    {
        var reader = await ReaderAsync() ?? Nobody;
        var (file, refusal) = await (await LedgerAsync()).Queries.ReadAsync(
            new DossierId(reference), reader, cancellationToken);
        return file ?? throw new RefusedException(refusal!);
    }

    /// <summary>The procedure that a dossier follows, needed to sign an act; it shows nothing of the dossier.</summary>
    public async Task<Procedure> ProcedureOfAsync(string reference) => (await UnseenAsync(reference)).Procedure;

    /// <summary>
    /// A dossier read to prepare an act, whoever asks. Nothing of it may be shown: the act itself is refused, and the refusal
    /// kept, when the person is deported.
    /// </summary>
    public async Task<DossierFile> UnseenAsync(string reference)
    {
        var (file, refusal) = await (await LedgerAsync()).Queries.ReadAsync(
            new DossierId(reference), Nobody, cancellationToken);
        return file ?? throw new RefusedException(refusal!);
    }

    /// <summary>The names of the directory, by identifier.</summary>
    public async Task<IReadOnlyDictionary<PersonId, string>> NamesAsync() =>
        (await (await LedgerAsync()).Queries.PeopleAsync(cancellationToken)).ToDictionary(
            person => person.Id, person => person.Name);

    /// <summary>The next session that is planned and not ended; null when there is none.</summary>
    public async Task<SessionId?> NextSessionAsync() =>
        (await (await LedgerAsync()).Queries.SessionsAsync(cancellationToken))
            .LastOrDefault(session => !session.IsEnded && session.Date >= Today)?.Id;

    public void Dispose() => _services?.Dispose();

    private static T Known<T>(string name, string text, (string Word, T Value)[] known)
    {
        foreach (var (word, value) in known)
        {
            if (word == text)
                return value;
        }

        throw new InputException($"{name} : « {text} » est inconnu ; attendu : {string.Join(", ", known.Select(pair => pair.Word))}.");
    }

    /// <summary>A variable of the environment; null when it is absent or empty.</summary>
    public static string? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
