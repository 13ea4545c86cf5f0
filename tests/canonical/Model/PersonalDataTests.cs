using System.Reflection;

namespace Hub.Canonical.Tests.Model;

public sealed class When_a_record_is_printed
{
    private const string Secret = "秘密9";

    public static TheoryData<string> Names { get; } = new(CanonicalTypes.Records.Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_not_show_personal_data(string name)
    {
        var type = CanonicalTypes.Records.Single(t => t.Name == name);
        var record = new RandomRecords(11).Make(type);
        foreach (var field in CanonicalTypes.FieldsOf(type).Where(IsPersonal))
        {
            field.SetValue(record, field.PropertyType == typeof(string) ? Secret : new DateOnly(1903, 12, 17));
        }

        var text = record.ToString()!;
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("1903", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_have_marked_every_field_that_names_a_person()
    {
        string[] names = ["PersonNumber", "OperatorName", "DocumentNumber", "AccountNumber", "Holder", "Counterparty", "CardSerial"];
        var fields = CanonicalTypes.Records.SelectMany(CanonicalTypes.FieldsOf).Where(p => names.Contains(p.Name)).ToList();

        Assert.True(fields.Count > 20);
        Assert.All(fields, p => Assert.True(IsPersonal(p), $"{p.DeclaringType!.Name}.{p.Name}"));
    }

    internal static bool IsPersonal(PropertyInfo property) => property.GetCustomAttribute<PersonalAttribute>() is not null;
}
