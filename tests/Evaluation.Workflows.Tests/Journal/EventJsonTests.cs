using CsCheck;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;

namespace Evaluation.Workflows.Tests.Journal;

public sealed class EventJsonTests
{
    [Fact]
    public void Every_event_of_a_whole_dossier_survives_its_text()
    {
        var drive = Drive.Opened().ToTheEnd();

        Assert.All(drive.Events, signed =>
            Assert.Equal(EventJson.Write(signed.Event), EventJson.Write(EventJson.ReadDossierEvent(EventJson.Write(signed.Event)))));
    }

    [Fact]
    public void An_event_is_written_as_the_journal_will_always_read_it() => Assert.Equal(
        """{"type":"conclusion-recorded","indication":"adultes","conclusion":{"kind":"lppr-sa","verdict":"suffisant","level":4,"comparator":"holter","reasons":"Étude « A »","years":3}}""",
        EventJson.Write(new ConclusionRecorded("adultes", new ConclusionText("lppr-sa", "suffisant", 4, "holter", "Étude « A »", 3))));

    [Fact]
    public void Any_text_a_person_writes_comes_back_as_it_was() =>
        Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
            EventJson.ReadDossierEvent(EventJson.Write(new NoteAdded(text))) == new NoteAdded(text)
            && !EventJson.Write(new NoteAdded(text)).Contains('\n', StringComparison.Ordinal));

    [Theory]
    [InlineData("{\"type\":\"note-added\"}")]
    [InlineData("{\"type\":\"inconnu\"}")]
    [InlineData("null")]
    [InlineData("pas du JSON")]
    public void What_is_not_an_event_is_refused(string json) =>
        Assert.Throws<InvalidDataException>(() => EventJson.ReadDossierEvent(json));

    [Fact]
    public void Every_kind_of_event_has_its_words_in_the_journal()
    {
        var drive = Drive.To("instruction").Do(new DeclareDeport(new PersonId("x"), "Lien."), Evaluation.Workflows.Procedures.Role.Chair)
            .ToTheEnd();

        Assert.All(drive.Events, signed => Assert.False(string.IsNullOrWhiteSpace(JournalText.TitleOf(signed.Event, ADossier.Lppr))));
    }
}
