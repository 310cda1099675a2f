using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Documents;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Documents;

/// <summary>Dossiers whose documents are written in tests.</summary>
internal static class ACase
{
    public const string Secret = "312 € par mois";

    public static DocumentCase Of(Drive drive)
    {
        var journal = new List<RecordedEvent>();
        foreach (var signed in drive.Events)
        {
            journal.Add(RecordedEvent.Link(
                ADossier.Id.Value, signed.Sequence, new Guid((int)signed.Sequence, 0, 0, new byte[8]), EventJson.WriteInstant(signed.At),
                signed.Person.Value, signed.Role.Key(), EventJson.Write(signed.Event),
                journal.Count == 0 ? RecordedEvent.FirstPreviousHash : journal[^1].Hash));
        }

        return new DocumentCase(drive.Procedure, journal, DemoPeople.All);
    }

    public static WrittenDocument Written(Drive drive, string kind) => DocumentFiles.Write(DocumentKind.Find(kind)!, Of(drive));

    public static string Page(WrittenDocument document) => HtmlPage.Write(document);

    /// <summary>The words of a page, its marks taken away.</summary>
    public static string Words(WrittenDocument document) => System.Net.WebUtility.HtmlDecode(
        System.Text.RegularExpressions.Regex.Replace(
            System.Text.RegularExpressions.Regex.Replace(Page(document), "(?s)<style>.*?</style>", ""), "<[^>]+>", "|"));

    public static DraftOpinion Draft(params (string Section, string Text)[] sections) =>
        new([.. sections.Select(section => new SectionText(section.Section, section.Text))]);

    /// <summary>An LPPR dossier with a text, at its final opinion.</summary>
    public static Drive Adopted(string donnees = $"Une étude de 240 patients.\nLe prix envisagé est de {Secret}.")
    {
        var drive = Drive.To("projet");
        drive.Do(Draft(("fabricant", "Médivia SAS"), ("contexte", "Première demande."), ("donnees", donnees)), Role.ProjectLead);
        drive.Do(
            new RecordConclusion("adultes", LpprListingConclusion.Sufficient(
                new Amelioration(AmeliorationLevel.Mineure, "suivi conventionnel"), $"L’effet est établi ; {Secret}.", 5)), Role.ProjectLead);
        return drive.On("occultation");
    }
}
