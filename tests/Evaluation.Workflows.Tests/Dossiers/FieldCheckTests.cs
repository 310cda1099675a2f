using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Dossiers;

/// <summary>What may be written in the fields of an outcome.</summary>
public sealed class FieldCheckTests
{
    private static readonly DateOnly Today = new(2026, 9, 1);

    private static readonly StepOutcome Outcome = new()
    {
        Id = "fini",
        Title = "Fini",
        Fields =
        [
            new FieldRule("motif", "Motif", FieldType.Text, IsRequired: true, Hint: null, []),
            new FieldRule("recu-le", "Reçu le", FieldType.Date, IsRequired: true, Hint: null, []),
            new FieldRule("effet-le", "Effet le", FieldType.Date, IsRequired: false, Hint: null, [], MayBeFuture: true),
            new FieldRule("montant", "Montant", FieldType.Number, IsRequired: false, Hint: null, []),
            new FieldRule("avis", "Avis", FieldType.Choice, IsRequired: false, Hint: null, [new FieldChoice("oui", "Oui"), new FieldChoice("non", "Non")]),
        ],
    };

    [Theory]
    [InlineData("motif", "")]
    [InlineData("motif", "  ")]
    [InlineData("recu-le", "")]
    [InlineData("recu-le", "2026-09-02")]
    [InlineData("recu-le", "01/09/2026")]
    [InlineData("recu-le", "2026-02-30")]
    [InlineData("montant", "1,5")]
    [InlineData("montant", "1e3")]
    [InlineData("montant", "douze")]
    [InlineData("avis", "peut-être")]
    [InlineData("avis", "Oui")]
    public void What_a_field_does_not_take_is_refused(string field, string value) => Assert.Equal(field, Fault(field, value)?.Field);

    [Theory]
    [InlineData("recu-le", "2026-09-01")]
    [InlineData("recu-le", " 2026-08-31 ")]
    [InlineData("effet-le", "2030-01-01")]
    [InlineData("effet-le", "")]
    [InlineData("montant", "12.5")]
    [InlineData("montant", "-5")]
    [InlineData("montant", "0")]
    [InlineData("avis", "non")]
    public void What_a_field_takes_is_kept(string field, string value) => Assert.Null(Fault(field, value));

    [Fact]
    public void A_text_has_20_000_characters_at_most()
    {
        Assert.Null(Fault("motif", new string('a', 20_000)));
        Assert.Contains("trop long (20001 caractères, 20000 au plus)", Fault("motif", new string('a', 20_001))!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_is_not_foreseen_is_named_with_those_that_are()
    {
        var message = Fault("surprise", "x")!.Message;

        Assert.Contains("surprise", message, StringComparison.Ordinal);
        Assert.Contains("champs prévus : motif, recu-le, effet-le, montant, avis.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recu-le", "", true)]
    [InlineData("recu-le", "hier", false)]
    [InlineData("recu-le", "2026-09-02", false)]
    [InlineData("motif", "", false)]
    public void An_old_dossier_may_lack_a_date_that_no_source_gives_but_no_reason_and_no_sense(string field, string value, bool isTaken) =>
        Assert.Equal(isTaken, Fault(field, value, isHistorical: true) is null);

    private static FieldIsWrong? Fault(string field, string value, bool isHistorical = false) => (FieldIsWrong?)FieldChecks.FirstFault(
        Outcome, new Dictionary<string, string> { ["motif"] = "Parce que.", ["recu-le"] = "2026-08-01", [field] = value }, Today, isHistorical);
}
