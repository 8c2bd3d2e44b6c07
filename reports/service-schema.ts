import { z } from 'zod';
import { policyGrants, type ServiceProfile } from '../model/index.ts';

/** The layout of a service of the user's own. */
export const SERVICE_SCHEMA = 'https://slr-conformance.dev/schema/service-1.json';

/** IAM's bound for the text of a managed policy, with room for blanks. */
const LONGEST_POLICY = 20_000;

const ROLE_ARN_ROOT = 'arn:aws:iam::aws:policy/aws-service-role/';

const described = <T extends z.ZodType>(type: T, description: string): T => type.meta({ description });

/** A service as JSON: what the suite is to judge its role by. What is absent is not judged. */
export const serviceSchema = z
  .strictObject({
    schema: z.literal(SERVICE_SCHEMA),
    id: described(
      z.string().regex(/^[a-z][a-z0-9.-]{0,63}$/, 'It must be lower-case letters, digits, dots and dashes, 64 at most'),
      'The name of the service in reports; the principal without .amazonaws.com unless given',
    ).exactOptional(),
    principal: described(
      z
        .string()
        .regex(
          /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/,
          'It must be a principal in lower case, such as our-service.amazonaws.com',
        )
        .max(128),
      'The service principal that CreateServiceLinkedRole is given and that may assume the role',
    ),
    roleName: described(
      z
        .string()
        .regex(/^[\w+=,.@-]+$/, 'It must be a role name: letters, digits and _+=,.@-')
        .max(52),
      'The name of the role; 52 characters at most, so that a suffix has room',
    ),
    policyArn: described(
      z
        .string()
        .regex(
          /^arn:aws[a-z-]*:iam::aws:policy\/aws-service-role\/[\w+=,.@-]{1,128}$/,
          `It must be the ARN of a service role policy, such as ${ROLE_ARN_ROOT}OurServiceRolePolicy`,
        ),
      'The one managed policy that is attached to the role',
    ),
    policyDocument: described(
      z
        .record(z.string(), z.unknown())
        .refine(
          (document) => grantsOf(document) !== undefined,
          'It must be a policy with a Statement, of 20,000 characters at most',
        ),
      'What that policy allows, as GetPolicyVersion shows it',
    ).exactOptional(),
    suffixAllowed: described(z.boolean(), 'Whether CreateServiceLinkedRole takes a CustomSuffix').exactOptional(),
    source: described(z.string().max(500), 'Where this is known from, for people').exactOptional(),
  })
  .readonly();

function grantsOf(document: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const text = JSON.stringify(document);
  const grants = text.length > LONGEST_POLICY ? undefined : policyGrants(text);
  return grants?.length === 0 ? undefined : grants;
}

/** The profile that a service of the user's own is judged by. */
export function profileOf(file: z.infer<typeof serviceSchema>): ServiceProfile {
  const {
    schema: _,
    policyDocument,
    id = file.principal.replace(/\.amazonaws\.com$/, ''),
    source = 'a file of yours',
    ...told
  } = file;
  const grants = policyDocument === undefined ? undefined : grantsOf(policyDocument);
  return {
    id,
    source,
    ...told,
    ...(grants === undefined ? {} : { policyGrants: grants }),
    madeByIam: true,
    resources: [],
  };
}

/** The schema as JSON Schema (draft 2020-12), as it is published with the package. */
export const serviceJsonSchema = (): Readonly<Record<string, unknown>> => ({
  $id: SERVICE_SCHEMA,
  title: 'A service of your own for slr-conformance',
  ...z.toJSONSchema(serviceSchema, {
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  }),
});
