'use client';

import { EcsClient } from 'ecs-delete-image';
import { useEffect, useState } from 'react';

const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };

export default function Page() {
  const [outcome, setOutcome] = useState('');
  useEffect(() => {
    const { endpoint, image } = Object.fromEntries(new URLSearchParams(location.search));
    if (!image) return;
    new EcsClient({ credentials, endpoint }).deleteImage('cn-hangzhou', image).then(
      (result) => setOutcome(result.outcome),
      (error) => setOutcome(String(error)),
    );
  }, []);
  return <output>{outcome}</output>;
}
