using System.Globalization;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>What a person does who has no mouse.</summary>
internal static class Keyboard
{
    private const int MostPresses = 200;

    /// <summary>Presses Tab, or Shift+Tab when the target lies before, until the target has the focus.</summary>
    public static async Task TabToAsync(this IPage page, ILocator target)
    {
        await Assertions.Expect(target).ToHaveCountAsync(1);
        for (var press = 0; press < MostPresses; press++)
        {
            var where = await target.EvaluateAsync<string>(
                """
                target => document.activeElement === target ? 'here'
                    : document.activeElement && document.activeElement !== document.body
                        && (target.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)
                        ? 'before' : 'after'
                """);
            if (where == "here")
            {
                await TheFocusIsSeenAsync(target);
                return;
            }

            await page.Keyboard.PressAsync(where == "before" ? "Shift+Tab" : "Tab");
        }

        Assert.Fail($"{target} did not get the focus after {MostPresses} presses of Tab on {page.Url}.");
    }

    /// <summary>Reaches a link, a button or a summary, and presses Enter.</summary>
    public static async Task PressAsync(this IPage page, ILocator target)
    {
        await page.TabToAsync(target);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Reaches a link or a button that leads to another page, presses Enter, and waits for that page.</summary>
    public static async Task FollowAsync(this IPage page, ILocator target)
    {
        await page.TabToAsync(target);
        await page.ArriveAsync(() => page.Keyboard.PressAsync("Enter"));
    }

    /// <summary>Does something that leads to another document, and waits until it is there.</summary>
    public static async Task ArriveAsync(this IPage page, Func<Task> leave)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Note(object? sender, IFrame frame) => arrived.TrySetResult();
        page.FrameNavigated += Note;
        try
        {
            await leave();
            await arrived.Task.WaitAsync(Visit.Patience);
            // The page itself is asked: on a busy machine the driver can miss the event that says it has loaded.
            await page.EvaluateAsync(
                "() => new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))");
        }
        finally
        {
            page.FrameNavigated -= Note;
        }
    }

    /// <summary>Reaches a field and replaces what it holds.</summary>
    public static async Task TypeAsync(this IPage page, ILocator field, string text)
    {
        await page.TabToAsync(field);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(text);
        Assert.Equal(text, await field.InputValueAsync());
    }

    /// <summary>Reaches a date field and types a day; the order of day and month is the browser's.</summary>
    public static async Task TypeDayAsync(this IPage page, ILocator field, DateOnly day)
    {
        foreach (var order in new[] { "ddMMyyyy", "MMddyyyy" })
        {
            await page.TabToAsync(field);
            await page.Keyboard.PressAsync("ArrowLeft");
            await page.Keyboard.PressAsync("ArrowLeft");
            await page.Keyboard.TypeAsync(day.ToString(order, CultureInfo.InvariantCulture));
            if (await field.InputValueAsync() == Iso(day))
                return;
        }

        Assert.Fail($"{field} did not take {Iso(day)}; it holds « {await field.InputValueAsync()} ».");
    }

    /// <summary>Reaches a checkbox and sets it.</summary>
    public static async Task CheckAsync(this IPage page, ILocator box)
    {
        if (await box.IsCheckedAsync())
            return;
        await page.TabToAsync(box);
        await page.Keyboard.PressAsync("Space");
        Assert.True(await box.IsCheckedAsync(), $"{box} is not checked after Space.");
    }

    /// <summary>Reaches a list and moves down it to the option with this value, or whose text contains these words.</summary>
    public static async Task ChooseAsync(this IPage page, ILocator list, string wanted)
    {
        await page.TabToAsync(list);
        await page.Keyboard.PressAsync("Home");
        for (var press = 0; press < MostPresses; press++)
        {
            if (await list.EvaluateAsync<bool>(
                "(list, wanted) => list.value === wanted || (list.selectedOptions[0]?.text ?? '').includes(wanted)", wanted))
            {
                return;
            }

            await page.Keyboard.PressAsync("ArrowDown");
        }

        Assert.Fail($"{list} has no option with « {wanted} ».");
    }

    /// <summary>Reaches a group of radio buttons and moves to one with the arrows.</summary>
    public static async Task PickAsync(this IPage page, ILocator radio)
    {
        var name = await radio.GetAttributeAsync("name");
        for (var press = 0; press < MostPresses; press++)
        {
            var where = await radio.EvaluateAsync<string>(
                """
                radio => document.activeElement === radio ? 'here'
                    : document.activeElement?.name === radio.name && document.activeElement?.form === radio.form ? 'group'
                    : document.activeElement && document.activeElement !== document.body
                        && (radio.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)
                        ? 'before' : 'after'
                """);
            if (where == "here")
            {
                if (!await radio.IsCheckedAsync())
                    await page.Keyboard.PressAsync("Space");
                return;
            }

            await page.Keyboard.PressAsync(where switch { "group" => "ArrowDown", "before" => "Shift+Tab", _ => "Tab" });
        }

        Assert.Fail($"The radio button of « {name} » was not reached on {page.Url}.");
    }

    /// <summary>Reaches a file field and gives it files; the window that lists files belongs to the system.</summary>
    public static async Task AttachAsync(this IPage page, ILocator field, params FilePayload[] files)
    {
        await page.TabToAsync(field);
        await field.SetInputFilesAsync(files);
    }

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // WCAG 2.4.7: what has the focus shows it.
    private static async Task TheFocusIsSeenAsync(ILocator target) =>
        Assert.True(
            await target.EvaluateAsync<bool>(
                """
                target => {
                    const style = getComputedStyle(target);
                    return target.matches(':focus-visible')
                        && ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none');
                }
                """),
            $"{target} has the focus but does not show it.");
}
