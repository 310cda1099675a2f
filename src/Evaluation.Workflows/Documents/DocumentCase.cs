using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;

namespace Evaluation.Workflows.Documents;

/// <summary>What a document of a dossier is written from: its events and nothing else.</summary>
public sealed class DocumentCase
{
    private readonly IReadOnlyDictionary<PersonId, string> _names;
    private readonly Dictionary<long, RecordedEvent> _recorded;

    /// <summary>Takes the events of a dossier.</summary>
    /// <param name="procedure">The version of the procedure that it follows.</param>
    /// <param name="journal">Its events, oldest first.</param>
    /// <param name="people">The directory, for names; an identifier stands for a person who is not in it.</param>
    /// <param name="session">The session that the document is about; null when it is about none.</param>
    /// <exception cref="ArgumentException">There is no event.</exception>
    public DocumentCase(
        Procedure procedure, IReadOnlyList<RecordedEvent> journal, IEnumerable<Person> people, CommissionSession? session = null)
        : this(procedure, journal, people.ToDictionary(person => person.Id, person => person.Name), session)
    {
    }

    private DocumentCase(
        Procedure procedure, IReadOnlyList<RecordedEvent> journal, IReadOnlyDictionary<PersonId, string> names, CommissionSession? session)
    {
        if (journal.Count == 0)
            throw new ArgumentException("A document is written from at least one event.", nameof(journal));
        (Procedure, Journal, _names, Session) = (procedure, journal, names, session);
        Events = [.. journal.Select(recorded => recorded.ToDossierEvent())];
        Dossier = Dossier.Fold(new DossierId(journal[0].Stream), Events)!;
        _recorded = journal.ToDictionary(recorded => recorded.Sequence);
    }

    internal Procedure Procedure { get; }

    internal IReadOnlyList<RecordedEvent> Journal { get; }

    internal IReadOnlyList<SignedEvent> Events { get; }

    internal Dossier Dossier { get; }

    internal CommissionSession? Session { get; }

    /// <summary>The dossier as it stood when the opinion was given; as it stands now before.</summary>
    internal DocumentCase AtOpinion() => Dossier.DecisionOf(Authority.Has) is { } opinion && opinion.Sequence < Dossier.Version
        ? new DocumentCase(Procedure, [.. Journal.TakeWhile(recorded => recorded.Sequence <= opinion.Sequence)], _names, Session)
        : this;

    /// <summary>Where a value was written.</summary>
    internal string SourceOf(long sequence)
    {
        var recorded = _recorded[sequence];
        var signed = recorded.ToDossierEvent();
        return $"Événement n° {sequence}, {FrenchCalendar.Write(FrenchCalendar.DayInParis(signed.At))}, "
            + $"{NameOf(signed.Person)} ({signed.Role.InSentence()}) : "
            + JournalText.TitleOf(signed.Event, Procedure, NameOf, Dossier.Opening) + $" ; empreinte {recorded.Hash[..12]}…";
    }

    /// <summary>Where the last event of a kind was written; null when there is none.</summary>
    internal string? SourceOf<TEvent>(Func<TEvent, bool> wanted)
        where TEvent : DossierEvent =>
        Events.LastOrDefault(signed => signed.Event is TEvent e && wanted(e)) is { } last ? SourceOf(last.Sequence) : null;

    internal string OpeningSource => SourceOf(1);

    internal string NameOf(PersonId person) => _names.GetValueOrDefault(person, person.Value);

    internal string RequestTitle =>
        Procedure.Requests.FirstOrDefault(request => request.Id == Dossier.Opening.Request)?.Title ?? Dossier.Opening.Request;

    internal string Stamp => $"Dossier {Dossier.Id}, événement {Journal[^1].Sequence}, empreinte {Journal[^1].Hash}";
}
