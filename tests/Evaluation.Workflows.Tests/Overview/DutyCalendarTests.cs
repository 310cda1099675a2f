using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Overview;

public sealed class DutyCalendarTests
{
    // Three years from 1 February 2026 end on 1 February 2029; 180 days before: 5 August 2028.
    private static readonly DateOnly Due = new(2028, 8, 5);

    [Theory]
    [InlineData(-61, DutyState.Later)]
    [InlineData(-60, DutyState.Soon)]
    [InlineData(0, DutyState.Soon)]
    [InlineData(1, DutyState.Overdue)]
    public void A_renewal_is_later_then_soon_until_its_last_day_then_overdue(int days, DutyState expected)
    {
        var listed = Listed();

        var line = Assert.Single(Read([listed], Due.AddDays(days)).Lines, line => line.Duty.Rule.Id == "renouvellement");

        Assert.Equal((Due, expected), (line.Duty.DueOn, line.State));
        Assert.Equal(listed.Dossier.Id, line.Dossier);
    }

    [Fact]
    public void Duties_stand_by_urgency_and_those_without_a_day_come_last()
    {
        var duties = Read([Listed(), ACase.Of(2, new DateOnly(2026, 1, 5), moves: ["2 depot:depose"])], Due.AddDays(1));

        Assert.Equal(duties.Lines.OrderBy(line => line.State), duties.Lines);
        Assert.Equal(DutyState.Overdue, duties.Lines[0].State);
        Assert.Equal(duties.Lines.Count, DutyCalendar.States.Sum(entry => duties.In(entry.State)));
        Assert.Equal(["depassees", "bientot", "plus-tard", "sans-echeance", "faites"], DutyCalendar.States.Select(entry => entry.Key));
    }

    [Fact]
    public void The_duties_of_a_dossier_from_which_the_reader_is_deported_are_counted_and_not_shown()
    {
        var listed = Listed();
        var person = new PersonId("claire-martin");

        var hidden = DutyCalendar.Of([listed.Without(person)], new OverviewFilter(), Due, person);

        Assert.Empty(hidden.Lines);
        Assert.Equal(Read([listed], Due).Lines.Count, hidden.Hidden);
        Assert.Empty(DutyCalendar.Of([listed], new OverviewFilter(Kind: DeviceKind.Digital, Procedure: "pecan"), Due, null).Lines);
    }

    private static DutyList Read(IReadOnlyCollection<CountedCase> cases, DateOnly today) =>
        DutyCalendar.Of(cases, new OverviewFilter(), today, reader: null);

    private static CountedCase Listed()
    {
        var drive = Drive.To("projet", ADossier.Request(indications: ["adultes"]));
        drive.Do(new RecordConclusion("adultes", ThreeYears()), Role.ProjectLead).On("ministres")
            .Finish("ministres:inscription", fields: [("arrete-du", "2026-01-05"), ("effet-le", "2026-02-01")]);
        return new CountedCase(drive.Dossier, drive.Procedure);
    }

    private static LpprListingConclusion ThreeYears() =>
        LpprListingConclusion.Sufficient(new(AmeliorationLevel.Mineure, "pompe à insuline"), "", 3);
}
