using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Sessions;

/// <summary>Whom a seat is for: substitutes replace within their bench.</summary>
public enum Bench
{
    /// <summary>Members chosen for their scientific or technical skill.</summary>
    Scientific,

    /// <summary>Members of associations of patients and users.</summary>
    Users,
}

/// <summary>A seat of the commission.</summary>
/// <param name="Person">Who holds it.</param>
/// <param name="IsSubstitute">Whether it is a substitute's.</param>
/// <param name="Bench">The bench.</param>
/// <param name="Rank">The rank of appointment: substitutes replace in this order.</param>
/// <param name="From">The first day of the term.</param>
/// <param name="Until">The last day of the term.</param>
public sealed record Seat(PersonId Person, bool IsSubstitute, Bench Bench, int Rank, DateOnly From, DateOnly Until);

/// <summary>A substitute who votes in the place of an absent member.</summary>
/// <param name="Substitute">Who votes.</param>
/// <param name="Replaced">Whose place he takes.</param>
public sealed record Replacement(PersonId Substitute, PersonId Replaced);

/// <summary>Who sits at a session, out of who is there.</summary>
/// <param name="Voters">Who votes: members, and the substitutes who replace.</param>
/// <param name="Replacements">Which substitute replaces whom.</param>
/// <param name="Consultative">The substitutes who are there with no vote.</param>
public sealed record Sitting(
    IReadOnlyList<PersonId> Voters, IReadOnlyList<Replacement> Replacements, IReadOnlyList<PersonId> Consultative);

/// <summary>The composition of the commission on a day.</summary>
/// <remarks>
/// 22 members with a vote, 7 substitutes (6 and 1) with a consultative voice who replace in order of appointment; terms of
/// three years, renewable twice: CSS, art. R. 165-18 [V].
/// </remarks>
public sealed record Composition(IReadOnlyList<Seat> Seats)
{
    private const int TermYears = 3;

    /// <summary>Where the composition is fixed.</summary>
    public static LegalSource Source { get; } = new(
        "CSS, art. R. 165-18, version du 28/08/2020", Confidence.Verified, "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000042270811");

    /// <summary>The seats held on a day.</summary>
    public Composition On(DateOnly day) => new([.. Seats.Where(seat => seat.From <= day && day <= seat.Until)]);

    /// <summary>What keeps a seat from being given, in French; null when it can be.</summary>
    public string? FaultOf(Seat seat)
    {
        var others = Seats.Where(other => other.Person != seat.Person && other.From <= seat.Until && seat.From <= other.Until).ToList();
        var most = CommissionSettings.Of(seat.IsSubstitute ? "suppleants" : "titulaires");
        if (seat.Until < seat.From)
            return "Le mandat finit avant de commencer. Corrigez l’une des deux dates.";
        if (seat.Until >= seat.From.AddYears(TermYears))
            return $"Un mandat dure {TermYears} ans au plus ({Source}). Corrigez la date de fin.";
        if (seat.Rank < 1)
            return "Le rang de nomination commence à 1.";
        if (others.Count(other => other.IsSubstitute == seat.IsSubstitute) >= most.Value)
            return $"La commission compte {most.Value} {most.Unit} au plus ({most.Source}). Mettez fin à un mandat d’abord.";
        return seat.IsSubstitute && others.Any(other => other.IsSubstitute && other.Bench == seat.Bench && other.Rank == seat.Rank)
            ? $"Un autre suppléant a déjà le rang {seat.Rank}. Donnez un autre rang."
            : null;
    }

    /// <summary>Who sits, out of who is there: substitutes replace absent members of their bench, in order of appointment.</summary>
    /// <param name="present">Who is there.</param>
    public Sitting SittingOf(IReadOnlyCollection<PersonId> present)
    {
        var (voters, replacements) = (new List<PersonId>(), new List<Replacement>());
        voters.AddRange(Seats.Where(seat => !seat.IsSubstitute && present.Contains(seat.Person))
            .OrderBy(seat => seat.Rank).Select(seat => seat.Person));
        foreach (var bench in Enum.GetValues<Bench>())
        {
            var absent = Seats.Where(seat => !seat.IsSubstitute && seat.Bench == bench && !present.Contains(seat.Person)).OrderBy(seat => seat.Rank);
            var substitutes = Seats.Where(seat => seat.IsSubstitute && seat.Bench == bench && present.Contains(seat.Person)).OrderBy(seat => seat.Rank);
            replacements.AddRange(substitutes.Zip(absent, (substitute, replaced) => new Replacement(substitute.Person, replaced.Person)));
        }

        voters.AddRange(replacements.Select(replacement => replacement.Substitute));
        return new Sitting(
            voters, replacements,
            [
                .. Seats.Where(seat => seat.IsSubstitute && present.Contains(seat.Person) && !voters.Contains(seat.Person))
                    .OrderBy(seat => seat.Rank).Select(seat => seat.Person),
            ]);
    }
}
