using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

public class TitleTextTests
{
    [Theory]
    [InlineData("Étude d’un pansement", "etude dun pansement")]
    [InlineData("β-blockers & sleep", "beta blockers and sleep")]
    [InlineData("Omega3 in adults", "omega 3 in adults")]
    [InlineData("Cœur, straße", "coeur strasse")]
    [InlineData("Well-being: a trial", "well being a trial")]
    [InlineData("...", "")]
    [InlineData("Pain&sleep", "pain and sleep")]
    [InlineData("It`s 3D", "its 3 d")]
    public void Words_are_without_accents_case_or_signs(string title, string words) =>
        Assert.Equal(words, string.Join(' ', TitleText.Split(title)));

    [Theory]
    [InlineData("A phase II trial of sleep", "2")]
    [InlineData("A trial of sleep, part two", "2")]
    [InlineData("Sleep after 12 and 24 weeks", "12 24")]
    [InlineData("Sleep in shift workers: part B", "b")]
    [InlineData("Vitamin B and sleep", "")]
    [InlineData("XI meeting on sleep in shift workers", "11")]
    [InlineData("The Xi dynasty and sleep", "")]
    [InlineData("Sleep of Louis XII", "12")]
    [InlineData("Sleep at level one", "1")]
    [InlineData("One night of sleep", "")]
    [InlineData("B vitamins and sleep", "")] // no word before the letter
    public void The_numbers_of_a_title_are_read_in_figures_roman_and_words(string title, string numbers) =>
        Assert.Equal(numbers, TitleText.Of(title).Numbers);

    [Theory]
    [InlineData("Effect of a dressing on wounds", "")]
    [InlineData("Corrigendum: Effect of a dressing on wounds", "erratum")]
    [InlineData("Retraction: Effect of a dressing on wounds", "retraction")]
    [InlineData("Authors’ reply: Effect of a dressing on wounds", "réponse")]
    [InlineData("Comment on: Effect of a dressing on wounds", "commentaire")]
    [InlineData("Effect of a dressing on wounds: study protocol", "protocole")]
    [InlineData("Effect of a dressing on wounds [Correction]", "erratum")]
    [InlineData("Effect of a dressing on wounds (vol 12, pg 3, 2001)", "erratum")]
    [InlineData("Effect of a dressing on wounds [Retraction of 12]", "retraction")]
    [InlineData("Effect of a dressing on wounds? Reply to Stone", "réponse")]
    [InlineData("Re: Effect of a dressing on wounds", "commentaire")]
    [InlineData("Effect of a dressing on wounds: a commentary", "commentaire")]
    [InlineData("Protocol for a trial of a dressing", "protocole")]
    public void A_title_says_what_it_is_to_another_document(string title, string role) =>
        Assert.Equal(role, TitleText.Of(title).Role);

    [Theory]
    [InlineData("Letter to the editor", true)]
    [InlineData("Sleep and health", true)] // three words
    [InlineData("Is it so, or not", true)] // five words, but twelve letters
    [InlineData("Erratum: sleep in shift workers", true)] // an erratum names little more than what it mends
    [InlineData("Effect of a connected dressing on wounds", false)]
    [InlineData("Sleep among night crews", false)] // four words, twenty letters
    [InlineData("Sleep among night crew", true)]
    [InlineData("Sleeping workers hospitals", true)] // three words
    [InlineData("Letters to the editor, in brief", false)]
    [InlineData("Authors' response", true)]
    [InlineData("Erratum: sleep of night nurses in cities", false)] // seven words
    [InlineData("Erratum: sleep of night nurses here", true)] // six
    public void A_title_that_many_documents_bear_proves_little(string title, bool isWeak) =>
        Assert.Equal(isWeak, TitleText.Of(title).IsWeak);

    [Theory]
    [InlineData("", true)]
    [InlineData("[No title]", true)]
    [InlineData("Untitled", true)]
    [InlineData("Unknown", true)]
    [InlineData("Not available", true)]
    [InlineData("Title", true)]
    [InlineData("Unknown pleasures", false)]
    public void A_title_that_stands_for_none_is_empty(string title, bool isEmpty) =>
        Assert.Equal(isEmpty, TitleText.Of(title).IsEmpty);

    [Theory]
    [InlineData("Effect of a dressing on chronic wounds [Review] [12 refs]", "effectofadressingonchronicwounds")]
    [InlineData("Effect of a dressing on chronic wounds (Provisional abstract).", "effectofadressingonchronicwounds")]
    [InlineData("RETRACTED: Effect of a dressing on chronic wounds", "effectofadressingonchronicwounds")]
    [InlineData("Sleeping night workers [Review]", "sleepingnightworkers")] // twenty letters are left
    [InlineData("Sleeping night nurses [Review]", "sleepingnightnursesreview")] // nineteen would be
    [InlineData("Sleeping night workers (vol 12, pg 3, 2001)", "sleepingnightworkers")]
    [InlineData("Sleeping night workers (author's transl)", "sleepingnightworkers")]
    [InlineData("WITHDRAWN. Sleeping night workers", "sleepingnightworkers")]
    [InlineData("[Sleep] [French]", "sleepfrench")] // what would be left is too short to be the title
    public void What_a_data_base_adds_is_no_part_of_the_title(string title, string compact) =>
        Assert.Equal(compact, TitleText.Of(title).Compact);
}
